"""Records compared with annotated ones."""
