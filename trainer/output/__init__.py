"""Attempts and results made readable: sentences, JSON, transcripts."""
