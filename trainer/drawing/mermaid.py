"""A picture as a Mermaid flowchart: for a README, a wiki, or https://mermaid.live."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.drawing.move_kinds import MoveKind
from trainer.drawing.picture import Arrow, ArrowLabel, Node, NodeKind, Picture, harmless, shortened

_UNSAFE = re.compile(r"[^\w .,:!?'’“”…–/+-]|[_]")
_CLASSES = {
    NodeKind.DECISION: "fill:#e6f1f2,stroke:#0f6671,color:#20242a",
    NodeKind.TOLD: "fill:#ffffff,stroke:#8a8f99,color:#20242a",
    NodeKind.GOOD: "fill:#dff0e4,stroke:#1d6a3d,color:#20242a",
    NodeKind.MIXED: "fill:#f9eccb,stroke:#7a5300,color:#20242a",
    NodeKind.BAD: "fill:#fae0dd,stroke:#a32a20,color:#20242a",
}
_STYLES = {
    MoveKind.BEST: "stroke:#1d6a3d,stroke-width:4px",
    MoveKind.TRAP: "stroke:#8a3d9e,stroke-width:2px",
    MoveKind.MISTAKE: "stroke:#a32a20",
}
_WORDS = {
    MoveKind.BEST: "✓ ",
    MoveKind.TRAP: "⚠ trap: ",
    MoveKind.MISTAKE: "✗ ",
    MoveKind.PLAIN: "",
    MoveKind.NEVER: "never: ",
}


def mermaid(picture: Picture) -> str:
    """The flowchart, with ids of its own; whatever a text holds, it stays text."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    ids = {node.id: f"s{i}" for i, node in enumerate(picture.nodes)}
    yield "flowchart TD"
    for kind, style in _CLASSES.items():
        yield f"  classDef {kind.name.lower()} {style}"
    yield "  classDef best stroke-width:4px"
    yield "  classDef apart stroke-dasharray:5 4"
    yield from _nodes(picture, ids)
    for arrow in picture.arrows:
        yield f"  {ids[arrow.source]} {_shaft(arrow)}{_text(arrow)} {ids[arrow.target]}"
    for line, style in _STYLES.items():
        numbers = [str(i) for i, arrow in enumerate(picture.arrows) if arrow.line is line]
        if numbers:
            yield f"  linkStyle {','.join(numbers)} {style}"


def _nodes(picture: Picture, ids: dict[str, str]) -> Iterator[str]:
    touchpoints = list(dict.fromkeys(n.touchpoint for n in picture.nodes if n.linked))
    for number, touchpoint in enumerate(touchpoints):
        inner = [_node(n, ids) for n in picture.nodes if n.linked and n.touchpoint == touchpoint]
        if touchpoint is None:
            yield from (f"  {line}" for line in inner)
        else:
            yield f'  subgraph t{number}["{escaped(touchpoint)}"]'
            yield from (f"    {line}" for line in inner)
            yield "  end"
    apart = [n for n in picture.nodes if not n.linked]
    if apart:
        yield f'  subgraph apart["{escaped(picture.apart)}"]'
        yield from (f"    {_node(n, ids)}" for n in apart)
        yield "  end"


def _node(node: Node, ids: dict[str, str]) -> str:
    words = [node.id, node.kind.value, *([f"{len(node.findings)} found"] if node.findings else [])]
    if node.linked and node.met is False:
        words.append("never reached in play")
    text = "<br/>".join(escaped(word) for word in words)
    shape = '(["{}"])' if node.kind in (NodeKind.GOOD, NodeKind.MIXED, NodeKind.BAD) else '["{}"]'
    extra = " apart" if not node.linked or node.met is False else " best" if node.best else ""
    classes = f"{node.kind.name.lower()}{extra}".split()
    lines = f"{ids[node.id]}{shape.format(text)}:::{classes[0]}"
    return lines if len(classes) == 1 else f"{lines}\n  class {ids[node.id]} {classes[1]}"


def _shaft(arrow: Arrow) -> str:
    if arrow.dashed:
        return "-.->"
    return "==>" if arrow.line is MoveKind.BEST else "-->"


def _text(arrow: Arrow) -> str:
    shown = [_label(label) for label in arrow.labels if label.text]
    return f'|"{"<br/>".join(shown)}"|' if shown else ""


def _label(label: ArrowLabel) -> str:
    return escaped(f"{_WORDS[label.line]}{shortened(label.text, 40)}{' ?' if label.depends else ''}")


def escaped(text: str) -> str:
    """A text in which nothing is a sign of Mermaid's, of Markdown's or of HTML's: what could be one is a number."""
    return _UNSAFE.sub(lambda m: f"#{ord(m.group())};", harmless(text).replace("\n", " "))
