"""How the shipped English pipeline is made; `python -m training` does it all, step by step."""
