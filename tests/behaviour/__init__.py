"""The behavioural suite: sentences of our own with what must be read in them, and what must not."""
