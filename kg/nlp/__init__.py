"""Articles to spaCy Docs, with the shipped pipeline."""
