"""Principles and the frameworks they come in, as data. Knows nothing of scenarios."""
