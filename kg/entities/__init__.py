"""Who and what an article speaks of: names, mentions, coreference, linking."""
