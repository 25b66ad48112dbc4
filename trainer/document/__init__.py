"""YAML documents as positioned nodes, and the findings about them."""
