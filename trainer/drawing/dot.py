"""A picture in the language of Graphviz, for `dot` and everything that reads it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.drawing.move_kinds import MoveKind
from trainer.drawing.picture import Arrow, ArrowLabel, Node, NodeKind, Picture, harmless

_COLOURS = {
    NodeKind.DECISION: ("#e6f1f2", "#0f6671"),
    NodeKind.TOLD: ("#ffffff", "#8a8f99"),
    NodeKind.GOOD: ("#dff0e4", "#1d6a3d"),
    NodeKind.MIXED: ("#f9eccb", "#7a5300"),
    NodeKind.BAD: ("#fae0dd", "#a32a20"),
}
_STYLES = {
    MoveKind.BEST: {"color": "#1d6a3d", "penwidth": "3"},
    MoveKind.TRAP: {"color": "#8a3d9e", "penwidth": "2"},
    MoveKind.MISTAKE: {"color": "#a32a20"},
    MoveKind.PLAIN: {},
    MoveKind.NEVER: {"style": "dotted"},
}
_WORDS = {
    MoveKind.BEST: " (best)",
    MoveKind.TRAP: " (trap)",
    MoveKind.MISTAKE: " (mistake)",
    MoveKind.PLAIN: "",
    MoveKind.NEVER: " (never)",
}


def dot(picture: Picture) -> str:
    """The graph, with ids of its own; whatever a text holds, it stays text."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    ids = {node.id: f"s{i}" for i, node in enumerate(picture.nodes)}
    yield f"digraph {quoted(picture.scenario.id)} {{"
    yield f'  graph [label={quoted(picture.scenario.title)}, labelloc=t, fontname="Helvetica", rankdir=TB]'
    yield '  node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=11]'
    yield '  edge [fontname="Helvetica", fontsize=9]'
    touchpoints = list(dict.fromkeys(n.touchpoint for n in picture.nodes if n.linked))
    for number, touchpoint in enumerate(touchpoints):
        inner = [n for n in picture.nodes if n.linked and n.touchpoint == touchpoint]
        yield from _nodes(inner, ids, None if touchpoint is None else (f"cluster_{number}", touchpoint))
    apart = [n for n in picture.nodes if not n.linked]
    if apart:
        yield from _nodes(apart, ids, ("cluster_apart", picture.apart))
    for arrow in picture.arrows:
        yield f"  {ids[arrow.source]} -> {ids[arrow.target]} [{_attributes(_arrow(arrow))}]"
    yield "}"


def _nodes(nodes: list[Node], ids: dict[str, str], cluster: tuple[str, str] | None) -> Iterator[str]:
    if cluster:
        yield f"  subgraph {cluster[0]} {{"
        yield f'    graph [label={quoted(cluster[1])}, style="filled", color="#d5d0c3", fillcolor="#f1efe8"]'
    for node in nodes:
        yield f"    {ids[node.id]} [{_attributes(_node(node))}]"
    if cluster:
        yield "  }"


def _node(node: Node) -> dict[str, str]:
    fill, line = _COLOURS[node.kind]
    words = [node.id, node.kind.value, *([f"{len(node.findings)} found"] if node.findings else [])]
    if node.linked and node.met is False:
        words.append("never reached in play")
    return {
        "label": "\n".join(words),
        "tooltip": node.excerpt or node.id,
        "fillcolor": fill,
        "color": line,
        "penwidth": "3" if node.best else "1",
    }


def _arrow(arrow: Arrow) -> dict[str, str]:
    style = dict(_STYLES[arrow.line])
    if arrow.dashed:
        style["style"] = "dashed"
    label = "\n".join(_label(label) for label in arrow.labels if label.text)
    return {"label": label, **style} if label else style


def _label(label: ArrowLabel) -> str:
    return f"{label.text}{' ?' if label.depends else ''}{_WORDS[label.line]}"


def _attributes(attributes: dict[str, str]) -> str:
    return ", ".join(f"{key}={quoted(value)}" for key, value in attributes.items())


def quoted(text: str) -> str:
    """A quoted string in which nothing is an escape of Graphviz's but the line feeds."""
    text = harmless(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n") + '"'
