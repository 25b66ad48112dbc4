"""A picture in the languages of two other programs: Mermaid (for a README, a wiki, https://mermaid.live), Graphviz."""

import re
from collections.abc import Iterator

from trainer.drawing.move_kinds import MoveKind
from trainer.drawing.picture import Node, NodeKind, Picture, harmless, shortened

_COLOURS = {
    NodeKind.DECISION: ("#e6f1f2", "#0f6671"),
    NodeKind.TOLD: ("#ffffff", "#8a8f99"),
    NodeKind.GOOD: ("#dff0e4", "#1d6a3d"),
    NodeKind.MIXED: ("#f9eccb", "#7a5300"),
    NodeKind.BAD: ("#fae0dd", "#a32a20"),
}
"""Of a box and of its line."""
_MERMAID_UNSAFE = re.compile(r"[^\w .,:!?'’“”…–/+-]|[_]")
_MERMAID_LINES = {
    MoveKind.BEST: "stroke:#1d6a3d,stroke-width:4px",
    MoveKind.TRAP: "stroke:#8a3d9e,stroke-width:2px",
    MoveKind.MISTAKE: "stroke:#a32a20",
}
_MERMAID_WORDS = {
    MoveKind.BEST: "✓ ",
    MoveKind.TRAP: "⚠ trap: ",
    MoveKind.MISTAKE: "✗ ",
    MoveKind.PLAIN: "",
    MoveKind.NEVER: "never: ",
}
_DOT_LINES = {
    MoveKind.BEST: {"color": "#1d6a3d", "penwidth": "3"},
    MoveKind.TRAP: {"color": "#8a3d9e", "penwidth": "2"},
    MoveKind.MISTAKE: {"color": "#a32a20"},
    MoveKind.PLAIN: {},
    MoveKind.NEVER: {"style": "dotted"},
}


def mermaid(picture: Picture) -> str:
    """A flowchart of Mermaid's, with ids of its own; whatever a text holds, it stays text."""
    ids = {node.id: f"s{i}" for i, node in enumerate(picture.nodes)}
    lines = ["flowchart TD"]
    for kind, (fill, line) in _COLOURS.items():
        lines.append(f"  classDef {kind.name.lower()} fill:{fill},stroke:{line},color:#20242a")
    lines += ["  classDef best stroke-width:4px", "  classDef apart stroke-dasharray:5 4"]
    for number, title, nodes in _clusters(picture):
        if title is not None:
            lines.append(f'  subgraph {"apart" if number is None else f"t{number}"}["{escaped(title)}"]')
        for node in nodes:
            text = "<br/>".join(escaped(words) for words in _caption(node))
            box = f'(["{text}"])' if node.kind in (NodeKind.GOOD, NodeKind.MIXED, NodeKind.BAD) else f'["{text}"]'
            lines.append(f"{'  ' if title is None else '    '}{ids[node.id]}{box}:::{node.kind.name.lower()}")
            if not node.linked or node.met is False or node.best:
                lines.append(f"  class {ids[node.id]} {'best' if node.linked and node.met is not False else 'apart'}")
        if title is not None:
            lines.append("  end")
    for arrow in picture.arrows:
        shaft = "-.->" if arrow.dashed else "==>" if arrow.line is MoveKind.BEST else "-->"
        labels = [
            escaped(f"{_MERMAID_WORDS[label.line]}{shortened(label.text, 40)}{' ?' if label.depends else ''}")
            for label in arrow.labels
            if label.text
        ]
        text = f'|"{"<br/>".join(labels)}"|' if labels else ""
        lines.append(f"  {ids[arrow.source]} {shaft}{text} {ids[arrow.target]}")
    for move, style in _MERMAID_LINES.items():
        numbers = [str(i) for i, arrow in enumerate(picture.arrows) if arrow.line is move]
        if numbers:
            lines.append(f"  linkStyle {','.join(numbers)} {style}")
    return "\n".join(lines) + "\n"


def dot(picture: Picture) -> str:
    """A graph of Graphviz's, with ids of its own; whatever a text holds, it stays text."""
    ids = {node.id: f"s{i}" for i, node in enumerate(picture.nodes)}
    lines = [
        f"digraph {quoted(picture.scenario.id)} {{",
        f'  graph [label={quoted(picture.scenario.title)}, labelloc=t, fontname="Helvetica", rankdir=TB]',
        '  node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=11]',
        '  edge [fontname="Helvetica", fontsize=9]',
    ]
    for number, title, nodes in _clusters(picture):
        if title is not None:
            lines.append(f"  subgraph cluster_{'apart' if number is None else number} {{")
            lines.append(f'    graph [label={quoted(title)}, style="filled", color="#d5d0c3", fillcolor="#f1efe8"]')
        for node in nodes:
            fill, line = _COLOURS[node.kind]
            look = {"fillcolor": fill, "color": line, "penwidth": "3" if node.best else "1"}
            texts = {"label": "\n".join(_caption(node)), "tooltip": node.excerpt or node.id}
            lines.append(f"    {ids[node.id]} [{_attributes(texts | look)}]")
        if title is not None:
            lines.append("  }")
    for arrow in picture.arrows:
        labels = [
            f"{label.text}{' ?' if label.depends else ''}{'' if label.line is MoveKind.PLAIN else f' ({label.line})'}"
            for label in arrow.labels
            if label.text
        ]
        style = ({"label": "\n".join(labels)} if labels else {}) | _DOT_LINES[arrow.line]
        if arrow.dashed:
            style["style"] = "dashed"
        lines.append(f"  {ids[arrow.source]} -> {ids[arrow.target]} [{_attributes(style)}]")
    return "\n".join([*lines, "}"]) + "\n"


def _clusters(picture: Picture) -> Iterator[tuple[int | None, str | None, list[Node]]]:
    """Scenes by touchpoint, with a number and its title, None for those of none; then those that nothing leads to."""
    touchpoints = dict.fromkeys(n.touchpoint for n in picture.nodes if n.linked)
    for number, touchpoint in enumerate(touchpoints):
        yield number, touchpoint, [n for n in picture.nodes if n.linked and n.touchpoint == touchpoint]
    if apart := [n for n in picture.nodes if not n.linked]:
        yield None, picture.apart, apart


def _caption(node: Node) -> list[str]:
    """What stands on a box."""
    findings = [f"{len(node.findings)} found"] if node.findings else []
    unmet = ["never reached in play"] if node.linked and node.met is False else []
    return [node.id, node.kind.value, *findings, *unmet]


def _attributes(attributes: dict[str, str]) -> str:
    return ", ".join(f"{key}={quoted(value)}" for key, value in attributes.items())


def escaped(text: str) -> str:
    """A text in which nothing is a sign of Mermaid's, of Markdown's or of HTML's: what could be one is a number."""
    return _MERMAID_UNSAFE.sub(lambda m: f"#{ord(m.group())};", harmless(text).replace("\n", " "))


def quoted(text: str) -> str:
    """A quoted string in which nothing is an escape of Graphviz's but the line feeds."""
    text = harmless(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n") + '"'
