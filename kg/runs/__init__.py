"""Long runs over many articles: shards, worker processes, and going on after a stop."""
