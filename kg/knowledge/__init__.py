"""What is known before reading: the files of ontologies/ as values."""
