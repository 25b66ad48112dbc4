"""Checks over whole files: what loading finds, and what can be proved."""
