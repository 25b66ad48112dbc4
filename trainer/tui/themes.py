"""The two themes: calm grounds, one colour for the customer, one for you."""

from textual.theme import Theme

DARK = Theme(
    name="trainer-dark",
    primary="#7cc0b4",
    secondary="#8fa3b8",
    accent="#e0b07a",
    warning="#e0b07a",
    error="#e08a8a",
    success="#7cc0b4",
    foreground="#d9dce0",
    background="#15181c",
    surface="#1b1f24",
    panel="#242930",
    dark=True,
    variables={
        "customer": "#e0b07a",
        "you": "#7cc0b4",
        "helped": "#7cc0b4",
        "harmed": "#e08a8a",
        "quiet": "#929ba5",
        "faint": "#3a424b",
        "chosen": "#262d35",
        "block-cursor-background": "#262d35",
        "block-cursor-foreground": "#f2f4f6",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#1f252b",
        "block-cursor-blurred-foreground": "#d9dce0",
        "input-selection-background": "#7cc0b4 30%",
    },
)
LIGHT = Theme(
    name="trainer-light",
    primary="#0d6b5e",
    secondary="#4a5b6c",
    accent="#8a4a0a",
    warning="#8a4a0a",
    error="#a32a2a",
    success="#0d6b5e",
    foreground="#22272c",
    background="#fbfaf7",
    surface="#f5f3ee",
    panel="#ebe8e0",
    dark=False,
    variables={
        "customer": "#8a4a0a",
        "you": "#0d6b5e",
        "helped": "#0d6b5e",
        "harmed": "#a32a2a",
        "quiet": "#5d666f",
        "faint": "#cfcabf",
        "chosen": "#e6eae6",
        "block-cursor-background": "#e3e9e5",
        "block-cursor-foreground": "#14181b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#efeee8",
        "block-cursor-blurred-foreground": "#22272c",
        "input-selection-background": "#0d6b5e 25%",
    },
)
THEMES = {"dark": DARK.name, "light": LIGHT.name}
"""What the settings call a theme, and its name in the app."""
