"""A passage as its scene needs it: what is told, the choices, what is set."""

import re
from dataclasses import dataclass

from trainer.exchange.expressions import Setter, read_setters
from trainer.exchange.markup import MARK, prepared
from trainer.exchange.story import Passage, Story
from trainer.exchange.story_formats import SCANS
from trainer.scenario.conditions import Condition

_WORD = re.compile(r"\w")
_MODIFIER_LINE = re.compile(r"^(?:--|\[(?:if|unless|else|cont|align)\b[^\[\]\n]*\])[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs told when a condition holds."""

    paragraphs: tuple[str, ...]
    when: Condition | None
    line: int


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A link. `alone`: it stood on a line of its own, so its words are not in what is told."""

    text: str
    target: str
    when: Condition | None
    setters: tuple[Setter, ...]
    line: int
    alone: bool


@dataclass(frozen=True, slots=True)
class PassageContent:
    """A passage read. `unseen` says in which lines links may be made that were not seen."""

    passage: Passage
    told: tuple[Paragraphs, ...]
    choices: tuple[StoryChoice, ...]
    setters: tuple[Setter, ...]
    unseen: tuple[tuple[int, str], ...]

    def conditions(self) -> list[Condition]:
        """Everything it asks about."""
        conditions = [told.when for told in self.told] + [choice.when for choice in self.choices]
        return [condition for condition in conditions if condition]


def read_passage(passage: Passage, story: Story) -> PassageContent:
    """A passage's content; what could not be carried goes into the story's notes."""
    form = format_of(story)
    text, scanned = prepared(passage.text, passage.line, backticks=form == "harlowe")
    if form in SCANS:
        SCANS[form](text, passage.line, scanned)
    else:
        scanned.add_text(text, None, passage.line)
    choices: list[StoryChoice] = []
    told: list[Paragraphs] = []
    for piece in scanned.pieces:
        # A piece's lines are a paragraph each, and its links choices.
        paragraphs: list[str] = []
        for line in piece.text.split("\n"):
            alone = not _WORD.search(MARK.sub("", line))
            for number in MARK.findall(line):
                link = scanned.links[int(number)]
                setters = read_setters(link.setters, link.line)
                if setters is None:
                    scanned.note(link.line, "not carried", f"[{link.setters}]")
                if link.leads_out:
                    scanned.note(link.line, "a link that leads out of the story is not carried", link.target)
                elif link.computed or not link.target:
                    whole = f"[[{link.text}->{link.target}]]"
                    scanned.note(link.line, "where this link leads is worked out by code", whole)
                    scanned.note_unseen_links(link.line, whole)
                else:
                    words, setting = scanned.with_verbatim(link.text), tuple(setters or ())
                    choices.append(StoryChoice(words, link.target, piece.when, setting, link.line, alone))
            shown = "" if alone else scanned.with_verbatim(MARK.sub(lambda m: scanned.links[int(m[1])].text, line))
            if shown.strip():
                paragraphs.append(" ".join(shown.split()))
        if paragraphs:
            told.append(Paragraphs(tuple(paragraphs), piece.when, piece.line))
    for at, what in scanned.notes:
        story.note(passage.name, at, what)
    return PassageContent(passage, tuple(told), tuple(choices), tuple(scanned.setters), tuple(scanned.unseen))


def format_of(story: Story) -> str:
    """The story format: as the story says, else as its passages look."""
    if story.format:
        return story.format.lower()
    texts = [p.text for p in story.passages]
    if any("<<" in t for t in texts):
        return "sugarcube"
    if any(_MODIFIER_LINE.search(t) for t in texts):
        return "chapbook"
    return "harlowe"
