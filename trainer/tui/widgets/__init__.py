"""Widgets post messages and never reach across."""
