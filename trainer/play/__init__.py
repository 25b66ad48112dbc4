"""The rules of play and of scoring: pure, without files, clocks or screens."""
