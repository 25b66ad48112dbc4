"""What comes after a run: the debrief, progress, and what to practise next. Pure: days and zones are handed in."""
