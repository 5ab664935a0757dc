"""Files of other programs, and kg's own records."""
