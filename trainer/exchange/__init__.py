"""Twine stories in and out: Twee 3, published HTML, and what Harlowe, SugarCube and Chapbook mean."""
