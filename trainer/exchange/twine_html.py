"""Reading a published Twine 2 story (twine-2-htmloutput-spec): its `<tw-storydata>`, and nothing else of the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from trainer.errors import UnusableInput
from trainer.exchange.story import Passage, Story

_DATA = re.compile(r"<tw-storydata\b", re.IGNORECASE)
_END = re.compile(r"</tw-storydata\s*>", re.IGNORECASE)
_TWINE_1 = re.compile(r"<div\b[^>]{0,500}\b(?:id=[\"']?store-?area|tiddler=)", re.IGNORECASE)


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
    reader.feed(text[begin.start() : end.start() if end else len(text)])
    reader.close()
    reader.finish()
    others = len(_DATA.findall(text)) - 1
    if others:
        reader.story.note("", 0, f"{others} more in this file; only the first story was read")
    return reader.story


class _Reader(HTMLParser):
    """Gathers passages; their text is what stands between the tags, with entities resolved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.story = Story()
        self.inside = ""
        self.attributes: dict[str, str] = {}
        self.parts: list[str] = []
        self.start = ""
        self.names: dict[str, str] = {}
        self.known: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if tag == "tw-storydata" and not self.inside:
            self.story.name = attributes.get("name", "").strip()
            self.story.ifid = attributes.get("ifid", "").strip().upper()
            self.story.format = attributes.get("format", "").strip()
            self.start = attributes.get("startnode", "").strip()
        elif tag == "tw-passagedata" or (tag in ("script", "style") and not self.inside):
            self._leave()
            self.inside, self.attributes, self.parts = tag, attributes, []
        elif self.inside:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self._leave()
        elif self.inside:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        if self.inside:
            self.parts.append(f"<!--{data}-->")

    def finish(self) -> None:
        """End what was left open, and name the start."""
        self._leave()
        self.story.start = self.names.get(self.start, "")
        if self.start and not self.story.start:
            self.story.note("", 0, f"the story says it starts at passage {self.start[:20]}, which is not there")

    def _leave(self) -> None:
        tag, text = self.inside, "".join(self.parts)
        self.inside, self.parts = "", []
        if tag == "tw-passagedata":
            self._passage(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n \t"))
        elif tag and text.strip():
            what = "program" if tag == "script" else "style sheet"
            self.story.note("", 0, f"the story's {what} ({len(text):,} characters) is not carried")

    def _passage(self, text: str) -> None:
        name = self.attributes.get("name", "").strip()
        if not name:
            self.story.note("", 0, "a passage without a name; it was left out")
            return
        self.names.setdefault(self.attributes.get("pid", ""), name)
        if name in self.known:
            self.story.note(name, 0, "a second passage of this name; only the first was read")
            return
        self.known.add(name)
        self.story.passages.append(Passage(name, tuple(self.attributes.get("tags", "").split()), text, 1))
