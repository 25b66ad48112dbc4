"""Twee and Twine in and out, and pictures of a scenario."""
