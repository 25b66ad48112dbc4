"""Cue phrases, looked for in typed words: every one of them in one reading."""
