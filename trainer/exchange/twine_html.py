"""Twine 2's own HTML (twine-2-htmloutput-spec): a published story's `<tw-storydata>` read, and an archive written."""

import re
from html import escape, unescape

from trainer.cleaning import clean
from trainer.errors import UnusableInput
from trainer.exchange.story import FORMAT_VERSION, Passage, Story

_DATA = re.compile(r"<tw-storydata\b", re.IGNORECASE)
_END = re.compile(r"</tw-storydata\s*>", re.IGNORECASE)
_TWINE_1 = re.compile(r"<div\b[^<>]{0,500}\b(?:id=[\"']?store-?area|tiddler=)", re.IGNORECASE)
_STORY, _PASSAGE, _PROGRAMS = "tw-storydata", "tw-passagedata", ("script", "style")
_TAG = re.compile(r"<!--|<(?P<ends>/?)(?P<tag>tw-storydata|tw-passagedata|script|style)(?![\w-])", re.IGNORECASE)
_GAP = re.compile(r"[\s/]*")
_NAME = re.compile(r"[^\s/>=]+")
_VALUE = re.compile(r"""\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*))""")
_ENDLESS = re.compile(r"&#(?=[0-9]{9})")
"""Python reads no number of thousands of digits, and no letter has one of nine."""


def looks_like_html(text: str) -> bool:
    """Whether a file is a page and not Twee."""
    return bool(
        _DATA.search(text) or _TWINE_1.search(text) or text.lstrip()[:15].lower().startswith(("<!doc", "<html"))
    )


def read_twine_html(text: str) -> Story:
    """The first story in a page or an archive. UnusableInput for a page without one, and for Twine 1."""
    begin = _DATA.search(text)
    if begin is None:
        if _TWINE_1.search(text):
            do = "Open it in Twine 1, choose File, Export as Twee, and import that."
            raise UnusableInput("this is a story of Twine 1, which is not supported", do=do)
        raise UnusableInput("this page holds no Twine story", do="In Twine 2: Build, Publish to File.")
    end = _END.search(text, begin.start())
    reader = _Reader()
    reader.read(text[begin.start() : end.start() if end else len(text)])
    others = len(_DATA.findall(text)) - 1
    if others:
        reader.story.note("", 0, f"{others} more in this file; only the first story was read")
    return reader.story


class _Reader:
    """Gathers passages: what stands between their tags, with entities resolved, in one pass whatever the page."""

    def __init__(self) -> None:
        self.story = Story()
        self.inside = ""
        self.attributes: dict[str, str] = {}
        self.begin = 0
        """Where the text of what it is inside of begins."""
        self.start = ""
        self.names: dict[str, str] = {}
        self.known: set[str] = set()

    def read(self, text: str) -> None:
        """The story's own tags; other tags within a passage are its text. What is not closed at the end ends there."""
        place = 0
        while match := _TAG.search(text, place):
            tag, place = (match["tag"] or "").lower(), match.end()
            if not tag:
                if self.inside:
                    continue
                # A comment that is not closed goes on to the end, and so does a tag.
                place = text.find("-->", place) + 3
                if place < 3:
                    break
            elif match["ends"]:
                place = text.find(">", place) + 1
                if not place:
                    break
                if tag == self.inside:
                    self._leave(text[self.begin : match.start()])
            elif not self.inside or (tag == _PASSAGE and self.inside not in _PROGRAMS):
                attributes, place = _attributes(text, place)
                if place < 0:
                    break
                if tag == _STORY:
                    self.story.name = attributes.get("name", "").strip()
                    self.story.ifid = attributes.get("ifid", "").strip().upper()
                    self.story.format = attributes.get("format", "").strip()
                    self.start = attributes.get("startnode", "").strip()
                    continue
                self._leave(text[self.begin : match.start()])
                self.inside, self.attributes, self.begin = tag, attributes, place
                if text.endswith("/>", 0, place):
                    self._leave("")
        self._leave(text[self.begin :])
        self.story.start = self.names.get(self.start, "")
        if self.start and not self.story.start:
            self.story.note("", 0, f"the story says it starts at passage {self.start[:20]}, which is not there")

    def _leave(self, text: str) -> None:
        tag, self.inside = self.inside, ""
        if tag == _PASSAGE:
            name = self.attributes.get("name", "").strip()
            if not name:
                self.story.note("", 0, "a passage without a name; it was left out")
                return
            self.names.setdefault(self.attributes.get("pid", ""), name)
            if name in self.known:
                self.story.note(name, 0, "a second passage of this name; only the first was read")
                return
            self.known.add(name)
            text = _unescaped(text).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n \t")
            self.story.passages.append(Passage(name, tuple(self.attributes.get("tags", "").split()), text, 1))
        elif tag and text.strip():
            what = "program" if tag == "script" else "style sheet"
            self.story.note("", 0, f"the story's {what} ({len(text):,} characters) is not carried")


def _attributes(text: str, place: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag from behind its name, and the place behind its `>`, -1 where it has none."""
    attributes: dict[str, str] = {}
    while True:
        place = _GAP.match(text, place).end()  # type: ignore[union-attr]
        if place >= len(text):
            return attributes, -1
        if text[place] == ">":
            return attributes, place + 1
        name = _NAME.match(text, place)
        if name is None:
            place += 1
            continue
        value = _VALUE.match(text, name.end())
        said = "" if value is None else value["double"] or value["single"] or value["bare"] or ""
        attributes[name.group().lower()] = _unescaped(said)
        place = value.end() if value else name.end()


def _unescaped(text: str) -> str:
    """A text with its entities resolved; a number that no letter has stays as it is."""
    return unescape(_ENDLESS.sub("&amp;#", text)) if "&" in text else text


def write_twine_archive(story: Story) -> str:
    """HTML in which Twine finds the story. It is not a page to be played: publish it from Twine."""
    numbers = {p.name: i for i, p in enumerate(story.passages, 1)}
    head = {
        "name": story.name,
        "startnode": str(numbers.get(story.start, 1)),
        "creator": "service-trainer",
        "ifid": story.ifid,
        "format": story.format,
        "format-version": FORMAT_VERSION,
    }
    passages = []
    for passage in story.passages:
        column, row = (numbers[passage.name] - 1) % 8, (numbers[passage.name] - 1) // 8
        about = {
            "pid": str(numbers[passage.name]),
            "name": passage.name,
            "tags": " ".join(passage.tags),
            "position": f"{100 + 150 * column},{100 + 150 * row}",
            "size": "100,100",
        }
        text = escape(clean(passage.text))
        passages.append(f"<tw-passagedata {_written_attributes(about)}>{text}</tw-passagedata>")
    return "\n".join([f"<tw-storydata {_written_attributes(head)} hidden>", *passages, "</tw-storydata>", ""])


def _written_attributes(attributes: dict[str, str]) -> str:
    return " ".join(f'{key}="{escape(clean(value))}"' for key, value in attributes.items())
