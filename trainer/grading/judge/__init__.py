"""Judges over the network: how they are found, asked and read, and what their answers add to a grade."""
