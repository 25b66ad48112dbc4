"""The headless core of playing, which every front end drives: no screen, no thread, no clock of its own."""
