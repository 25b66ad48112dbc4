"""A page read back: its elements as a tree, to be asked what is on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "rect"}


@dataclass
class Element:
    """An element, its attributes, and what is in it."""

    tag: str
    attributes: dict[str, str | None]
    inside: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """This and all within it, in order."""
        yield self
        for child in self.inside:
            if isinstance(child, Element):
                yield from child.elements()

    def find(self, tag: str = "", css: str = "") -> list[Element]:
        """The elements with this tag and this class."""
        return [e for e in self.elements() if tag in ("", e.tag) and (not css or css in e.classes)]

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def text(self) -> str:
        """The text in it, as it stands."""
        return "".join(child if isinstance(child, str) else child.text for child in self.inside)

    @property
    def line(self) -> str:
        """The text in it, as it reads."""
        return " ".join(self.text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.doctypes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(attrs) == len(element.attributes), "an attribute stands twice"
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_decl(self, decl: str) -> None:
        self.doctypes.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read_page(html: str) -> Element:
    """The tree of a page whose tags are all closed, with one doctype and no comment."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], "an element is not closed"
    assert reader.doctypes == ["DOCTYPE html"]
    return reader.root


def skeleton(page: Element) -> list[tuple[str, dict[str, str | None]]]:
    """Every element with its attributes, without any text. The language is text."""
    return [(e.tag, {k: v for k, v in e.attributes.items() if k != "lang"}) for e in page.elements()]
