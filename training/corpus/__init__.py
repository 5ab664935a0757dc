"""An open corpus of diplomatic events in our own words: its markup, checks, statistics and conversions."""
