"""Time expressions to periods."""
