"""The keys of the Write screen, and what it says when one of them does nothing."""

from __future__ import annotations

from textual.binding import BindingType

from trainer.tui.keys import key

_NUMBERS = [
    key(
        str(n % 10),
        f"choose({n - 1})",
        "choose",
        "Give the reply with this number; nothing is recorded.",
        f"write.choose-{n}",
        show=n == 1,
        display="1-9" if n == 1 else None,
    )
    for n in range(1, 11)
]
WRITE_KEYS: list[BindingType] = [
    *_NUMBERS,
    key("u", "back", "back", "Take the last reply back.", "write.back"),
    key("r", "restart", "restart", "From the start again.", "write.restart"),
    key("j", "jump", "jump", "Jump to the marked scene or finding by the shortest way there.", "write.jump"),
    key("v", "variant", "variant", "The same replies in the next variant.", "write.variant"),
    key("f", "finding", "finding", "To the next finding.", "write.finding"),
    key("e", "edit", "edit", "Open your editor ($VISUAL, $EDITOR) at the scene or the marked finding.", "write.edit"),
    key("s", "keep", "plan", "Keep this play-through as a plan, beside the scenario.", "write.keep"),
    key("tab", "pane(1)", "next part", "To the next part of the screen.", "write.next", show=False),
    key("shift+tab", "pane(-1)", "part before", "To the part before.", "write.before", show=False),
    key("f5", "read", "read again", "Read the file and its frameworks again.", "write.read", show=False),
    key("space", "scroll(1)", "read on", "Read on in the conversation.", "write.down", show=False),
    key("b", "scroll(-1)", "read back", "Read back in the conversation.", "write.up", show=False),
    key("escape", "back_out", "home", "Go Home; the file is yours and stays as it is.", "write.leave", show=False),
]

NOTHING_YET = "Nothing to play yet: once the errors are mended and the file is saved, it appears here by itself."
NOTHING_TO_TAKE_BACK = "This is the start: there is nothing to take back."
PLAY_ON = "Play on to an ending first: a plan says what comes of it."
NOT_KNOWN_YET = "Still proving; a moment."
NO_PLAN_YET = "Nothing can be kept as a plan while the scenario has errors."
ONE_VARIANT = "There is only one variant."
MARK_FIRST = "Mark a scene with the arrows: Enter jumps there."
NOTHING_FOUND = "Nothing was found."
NOT_SCORED = "There are too many states to score it, so it cannot be kept as a plan."
