"""What is told, in the shapes the conversation has: by word, by side and by colour."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.visual import Visual

from trainer.play.telling import Utterance, Voice
from trainer.tui.show import EMPTY, join, line, lines, words
from trainer.tui.visuals import Beneath, Indented, Speech


def speech(utterance: Utterance) -> Visual:
    """One thing told: the customer at the left, you at the right, the narrator without a bar."""
    if utterance.voice is Voice.NARRATOR:
        return Indented(words(utterance.text, "italic $quiet"))
    mine = utterance.voice is Voice.YOU
    colour = "$you" if mine else "$customer"
    body = words(utterance.text, "italic" if utterance.is_deed else "")
    return Speech(line(utterance.name, f"bold {colour}"), body, colour, mine=mine)


def speeches(told: Iterable[Utterance]) -> list[Visual]:
    """Several things told, in order."""
    return [speech(u) for u in told]


def setting(title: str, text: str, you: str) -> list[Visual]:
    """What is read before the first line."""
    whom = line(f"You are {you}.") if you else EMPTY
    found: list[Visual] = [Indented(line(title, "bold")), Indented(words(text, "$quiet"))]
    return [*found, Indented(whom)] if whom.plain else found


def why(short: str, more: bool) -> Visual:
    """The one quiet line that coach mode says after a decision."""
    hint = Content.styled("   y: all of it", "$quiet") if more else EMPTY
    return Beneath(join(Content.styled("why: ", "bold $quiet"), line(short, "$quiet"), hint), 4)


def whys(each: Iterable[str]) -> Visual:
    """All of why, a line for each principle."""
    marks = [join(Content.styled("why: ", "bold $quiet"), line(w, "$quiet")) for w in each]
    return Beneath(lines(*marks), 4)


def aside(text: str) -> Visual:
    """Something the program says, not the story."""
    return Indented(line(text, "$quiet"))
