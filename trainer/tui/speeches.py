"""What is told, in the shapes the conversation has: by word, by side and by colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.visual import Visual

from trainer.output.phrases import Highlight
from trainer.play.narration import Utterance, Voice
from trainer.tui.heard_words import Marked
from trainer.tui.line_shapes import Beneath, Indented, Speech
from trainer.tui.safe_text import EMPTY, join, line, lines, words

HELPED = "underline $helped"
HARMED = "bold $harmed"
"""Stretches of one's own words: never by colour alone."""


def speech(utterance: Utterance, stretches: Iterable[Highlight] = ()) -> Visual:
    """One thing told: the customer at the left, you at the right, the narrator without a bar."""
    if utterance.voice is Voice.NARRATOR:
        return Indented(words(utterance.text, "italic $quiet"))
    mine = utterance.voice is Voice.YOU
    colour = "$you" if mine else "$customer"
    body = words(utterance.text, "italic" if utterance.is_deed else "")
    for stretch in stretches:
        body = body.stylize(HARMED if stretch.harms else HELPED, stretch.start, stretch.end)
    return Speech(line(utterance.name, f"bold {colour}"), body, colour, mine=mine)


def speeches(told: Iterable[Utterance]) -> list[Visual]:
    """Several things told, in order."""
    return [speech(u) for u in told]


def setting(title: str, text: str, you: str) -> list[Visual]:
    """What is read before the first line."""
    whom = line(f"You are {you}.") if you else EMPTY
    found: list[Visual] = [Indented(line(title, "bold")), Indented(words(text, "$quiet"))]
    return [*found, Indented(whom)] if whom.plain else found


def heard_short(marked: Marked, hint: str) -> Visual:
    """What was heard in one's own words, in one quiet line, and the key that tells all of it."""
    parts = Content.styled("  ", "$quiet").join([_heard(p) for p in marked.short])
    return Beneath(join(Content.styled("heard: ", "bold $quiet"), parts, Content.styled(hint, "$quiet")), 4)


def heard(each: Sequence[str], hint: str = "") -> Visual:
    """The same with a line for each thing."""
    found = [_heard(text) for text in each]
    return Beneath(lines(*found[:-1], join(found[-1], Content.styled(hint, "$quiet"))), 4)


def _heard(text: str) -> Content:
    """What begins with a sign has the colour of the stretch it speaks of."""
    found = line(text, "$quiet")
    style = {"+": "bold $helped", "−": "bold $harmed"}.get(text[:1])
    return found.stylize(style, 0, 1) if style else found


def why(short: str, hint: str) -> Visual:
    """The one quiet line that coach mode says after a decision."""
    said = line(short, "$quiet")
    return Beneath(join(Content.styled("why: ", "bold $quiet"), said, Content.styled(hint, "$quiet")), 4)


def whys(each: Iterable[str]) -> Visual:
    """All of why, a line for each principle."""
    marks = [join(Content.styled("why: ", "bold $quiet"), line(w, "$quiet")) for w in each]
    return Beneath(lines(*marks), 4)


def models(replies: Sequence[str]) -> Visual:
    """Replies that would have lost nothing, as they are listed."""
    head = Content.styled("This would have lost nothing there:", "bold $quiet")
    each = [join(Content.styled("· ", "$you"), line(reply)) for reply in replies]
    return Beneath(lines(head, *each), 4)


def aside(text: str) -> Visual:
    """Something the program says, not the story."""
    return Indented(line(text, "$quiet"))
