"""Learning the weights and compiling the cues that ship (docs/training.md); not imported, and not in the wheel."""
