"""The keys of the debrief, and what its help says."""

from __future__ import annotations

from textual.binding import BindingType

from trainer.tui.keys import key

_LEVELS = [
    key(str(n), f"rate({n})", "rate", "How it went, from 0 (badly) to 4 (very well).", f"debrief.rate-{n}",
        show=n == 0, display="0-4")
    for n in range(5)
]  # fmt: skip
DEBRIEF_KEYS: list[BindingType] = [
    *_LEVELS,
    key("w", "what_if", "what if", "Play on from the marked decision in another way.", "debrief.what-if"),
    key("r", "rewrite", "rewrite", "Write your weakest reply anew; it is graded at once.", "debrief.rewrite"),
    key("s", "slips", "slips", "Learn from your slips: only the decisions that went wrong.", "debrief.slips"),
    key("d", "dispute", "disagree", "You do not agree with a grade of the marked decision.", "debrief.dispute"),
    key("g", "goal", "goal", "One goal for the counter, in your own words.", "debrief.goal"),
    key("h", "home", "home", "Close the debrief, and go Home.", "debrief.home"),
    key("o", "transcript", "transcript", "Show the transcript.", "debrief.transcript"),
    key("a", "again", "again", "Practise it again, with another variant.", "debrief.again"),
    key("escape", "back_out", "home", "Leave the question out; else close the debrief, and go Home.", "debrief.back",
        show=False),
    key("pagedown,space", "scroll(1)", "page down", "Read on.", "debrief.down", show=False),
    key("pageup", "scroll(-1)", "page up", "Read back.", "debrief.up", show=False),
]  # fmt: skip
AGAIN = "Leave the debrief, and practise it again? Press a once more."
ABOUT = (
    "How it went, to be read from top to bottom. First you are asked how you see it yourself. The verdict looks at "
    "every touchpoint: one below average is enough for “not yet”. The strip shows each decision, the principles it "
    "touched, and what the reply cost against the best line from there; Enter opens one, w plays on from it in another "
    "way, s practises what went wrong. What you say here is kept with the attempt, and changes nothing of its grade. "
    "The receipts let anybody see later that the record was not written anew."
)
