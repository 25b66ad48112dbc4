"""Reading responses: words, marks, effects, what follows, and the way on."""

from __future__ import annotations

import re

from trainer.document.fields import Fields, as_mapping
from trainer.document.nodes import Mapping, Node, Scalar, Sequence, kind_of
from trainer.principles.frameworks import Judged
from trainer.principles.levels import Level
from trainer.scenario.context import Context
from trainer.scenario.facts import Fact, read_flag
from trainer.scenario.model import (
    FALLBACK,
    NARRATOR,
    NONE_OF_THESE,
    TIMEOUT,
    YOU,
    Effect,
    Line,
    Mark,
    Response,
    WayOn,
)
from trainer.scenario.placeholders import EMPTY, Text, parse_text

_SHARED_KEYS = ("marks", "effects", "then", "next", "critical")
_RESPONSE_KEYS = ("id", "say", "do", *_SHARED_KEYS, "when", "once")
_MARK_KEYS = ("level", "why")
_WAY_KEYS = ("when", "scene")
_RESERVED = (TIMEOUT, FALLBACK, NONE_OF_THESE)
_STEP = re.compile(r"([+-])\s*(\d{1,6})")
_DEFAULT_CRITICAL = "This error is too grave for the run to be passed."


def read_response(node: Node, unlisted: str | None, context: Context) -> Response | None:
    """A response; for a time-out or a fallback `unlisted` is its id, and it has no words."""
    what = f'"{unlisted}"' if unlisted else "a response"
    mapping = as_mapping(node, what, context.notes)
    if mapping is None:
        return None
    fields = Fields(mapping, _SHARED_KEYS if unlisted else _RESPONSE_KEYS, what, context.notes)
    identifier = unlisted or fields.identifier("id")
    if not unlisted and identifier in _RESERVED:
        message = f'"{identifier}" has a meaning of its own: call this response something else.'
        context.notes.error("reserved-id", message, fields.at("id"))
    fields.what = f'the response "{identifier}"' if identifier else what
    return Response(
        id=identifier,
        words=EMPTY if unlisted else _words(fields, context),
        is_deed="do" in fields,
        marks=_marks(fields, context),
        effects=_effects(fields, context),
        then=read_lines(fields, "then", context),
        next=read_ways(fields, context),
        when=context.condition(fields.node("when")) if not unlisted else None,
        once=not unlisted and fields.flag("once"),
        critical=_critical(fields, context),
        at=mapping.span,
    )


def _words(fields: Fields, context: Context) -> Text:
    if "say" in fields and "do" in fields:
        fields.notes.error("two-ways", '"say" and "do" cannot stand together: choose one.', fields.mapping.keys["do"])
    if "say" not in fields and "do" not in fields:
        context.notes.error("missing-key", f'{fields.what} needs words ("say") or a deed ("do").', fields.start)
        return EMPTY
    return context.text(fields, "say" if "say" in fields else "do")


def _critical(fields: Fields, context: Context) -> Text | None:
    node = fields.node("critical")
    if isinstance(node, Scalar):
        flag = read_flag(node.text.strip())
        if flag is not None:
            return parse_text(_DEFAULT_CRITICAL) if flag else None
    return context.text(fields, "critical") if node is not None else None


def _marks(fields: Fields, context: Context) -> tuple[Mark, ...]:
    mapping = fields.mapping_of("marks")
    found: dict[str, Mark] = {}
    for name, key in mapping.keys.items() if mapping else ():
        principle = context.principle(name, key)
        inner = as_mapping(mapping.values[name], f'the mark on "{name}"', context.notes) if mapping else None
        if inner is None:
            continue
        mark_fields = Fields(inner, _MARK_KEYS, f'the mark on "{name}"', context.notes)
        level = mark_fields.whole("level", Level.VIOLATED, Level.OUTSTANDING)
        why = context.text(mark_fields, "why")
        if principle in found:
            context.notes.error("duplicate-key", f'"{principle}" is marked twice here.', key)
        elif principle and _judged_on_replies(principle, context):
            found[principle] = Mark(principle, level or 0, why, key.span)
        elif principle:
            message = f'"{principle}" is judged over the whole run: it cannot be marked on a reply.'
            context.notes.error("run-judged", message, key)
    return tuple(found.values())


def _judged_on_replies(principle: str, context: Context) -> bool:
    framework, _, short = principle.partition(".")
    return any(f.id == framework and f.principles[short].judged is Judged.REPLY for f in context.frameworks)


def _effects(fields: Fields, context: Context) -> tuple[Effect, ...]:
    mapping = fields.mapping_of("effects")
    found: list[Effect] = []
    for name, key in mapping.keys.items() if mapping else ():
        fact = context.facts.get(name)
        node = mapping.values[name] if mapping else key
        if fact is None:
            context.notes.unknown("unknown-fact", "fact", name, context.facts, key)
        elif not isinstance(node, Scalar):
            fields.wrong(name, fact.domain(), node)
        else:
            effect = _effect(fact, node, context)
            if effect:
                found.append(effect)
    return tuple(found)


def _effect(fact: Fact, node: Scalar, context: Context) -> Effect | None:
    step = _STEP.fullmatch(node.text.strip())
    if step and fact.is_number:
        return Effect(fact.id, int(step[1] + step[2]), adds=True, at=node.span)
    value = fact.read(node.text.strip())
    if value is None:
        message = f'"{fact.id}" can never be "{node.text.strip()}": it is {fact.domain()}.'
        context.notes.error("outside-domain", message, node)
        return None
    return Effect(fact.id, value, at=node.span)


def read_lines(fields: Fields, key: str, context: Context) -> tuple[Line, ...]:
    """A list of lines, each by one speaker."""
    found = [_line(item, context) for item in fields.items(key)]
    return tuple(line for line in found if line)


def _line(node: Node, context: Context) -> Line | None:
    if not isinstance(node, Mapping):
        message = f"A line begins with who speaks, as in `narrator: |`; here it is {kind_of(node)}."
        context.notes.error("wrong-type", message, node)
        return None
    speakers = [k for k in node.keys if k != "when"]
    for name in speakers:
        if name not in (NARRATOR, YOU) and name not in context.cast:
            known = [*context.cast, NARRATOR, YOU]
            context.notes.unknown("unknown-speaker", "cast member", name, known, node.keys[name])
    if len(speakers) != 1:
        context.notes.error("two-ways", "A line has exactly one speaker: begin a new line with a dash.", node)
        return None
    text = context.text_of(node.values[speakers[0]], "This line")
    return Line(speakers[0], text, context.condition(node.values.get("when")), node.span)


def read_ways(fields: Fields, context: Context) -> tuple[WayOn, ...]:
    """The way on: a scene, or a list of ways whose last always applies."""
    node = fields.node("next", required=True)
    if isinstance(node, Scalar):
        scene = fields.text("next")
        return (WayOn(scene, None, node.span),) if scene else ()
    if not isinstance(node, Sequence):
        if node is not None:
            fields.wrong("next", "a scene, or a list of scenes with conditions", node)
        return ()
    found = [way for way in (_way(item, context) for item in node.items) if way]
    if not node.items:
        context.notes.error("no-way-on", '"next" is an empty list: name a scene.', node)
    elif found and len(found) == len(node.items):
        _last_always_applies(node, context)
    return tuple(found)


def _way(node: Node, context: Context) -> WayOn | None:
    mapping = as_mapping(node, "a way on", context.notes)
    if mapping is None:
        return None
    fields = Fields(mapping, _WAY_KEYS, "a way on", context.notes)
    scene = fields.text("scene")
    if not scene:
        return None
    return WayOn(scene, context.condition(fields.node("when")), fields.at("scene").span)


def _last_always_applies(node: Sequence, context: Context) -> None:
    for item in node.items[:-1]:
        if isinstance(item, Mapping) and "when" not in item.values:
            message = "The ways after this one are never taken, since it has no condition."
            context.notes.error("dead-way", message, item)
    last = node.items[-1]
    if isinstance(last, Mapping) and "when" in last.values:
        message = 'The last way on must have no "when", so that one always applies.'
        context.notes.error("no-way-on", message, last)
