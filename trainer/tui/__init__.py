"""The Textual app: screens ask for plain values and show them; nothing is computed here."""
