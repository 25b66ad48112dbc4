"""The scenario document: its model, and how it is read from YAML. Knows nothing of playing or screens."""
