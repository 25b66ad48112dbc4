"""Typed words to acts: what a reply says, found by cues and by a learned model. Knows no screens, files or clocks."""
