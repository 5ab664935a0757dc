"""Files to Articles."""
