"""Graphs as RDF and back, and its validation."""
