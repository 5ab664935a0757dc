"""Graph values: merging, identity, links between actors, filters, wording."""
