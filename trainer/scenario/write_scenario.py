"""A scenario written as its YAML document, as authors write it: texts after a bar, words bare, all else in quotes.

What is written here reads back, by our own loader, as the very same scenario.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from trainer.scenario import model
from trainer.scenario.conditions import Condition, condition_text, value_text
from trainer.scenario.facts import Fact

COLUMNS = 100
_BARE = re.compile(r"[A-Za-z](?:[A-Za-z0-9_' .()-]*[A-Za-z0-9_)])?|-?[0-9]{1,9}")
_NO_VALUE = ("null", "Null", "NULL")
"""What is read as no value at all where it stands bare."""
_AWKWARD = re.compile(
    r"[\t\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""Characters for which a text stands in quotes, so that nothing about it depends on white space or on an editor."""
_ESCAPED = re.compile('["\\\\\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]')
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class BlockText:
    """A text of the story: paragraphs parted by an empty line, written after a bar."""

    text: str


@dataclass(frozen=True, slots=True)
class RawScalar:
    """A condition, a number, a word of the format: written as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class FlowMapping:
    """Keys on one line, between braces."""

    keys: Mapping[str, str | RawScalar]


Tree: TypeAlias = "Mapping[str, Tree] | Sequence[Tree] | BlockText | RawScalar | FlowMapping | str | None"


def write_scenario(scenario: model.Scenario, comments: Iterable[str] = ()) -> str:
    """The document, with comments below its first line. Marks carry their principles' full ids."""
    variants = list(scenario.variants.values())
    only_standard = [v.id for v in variants] == [model.STANDARD_VARIANT] and not variants[0].details
    document = write_yaml(
        {
            "format": RawScalar("scenario/1"),
            "id": scenario.id,
            "title": scenario.title,
            "version": RawScalar(str(scenario.version)),
            "language": scenario.language,
            "family": scenario.family,
            "minutes": RawScalar(str(scenario.minutes)),
            "summary": BlockText(scenario.summary),
            "setting": BlockText(scenario.setting.source),
            "you": scenario.you.source,
            "frameworks": _listed(f.id for f in scenario.frameworks),
            "source": BlockText(scenario.source) if scenario.source else None,
            "weights": {k: RawScalar(str(v)) for k, v in scenario.weights.items()},
            "cast": {
                m.id: {"name": m.name.source or None, "about": m.about.source or None} for m in scenario.cast.values()
            },
            "facts": {f.id: _fact(f) for f in scenario.facts.values()},
            "variants": None
            if only_standard
            else {v.id: {n: _detail(d) for n, d in v.details.items()} or RawScalar("{}") for v in variants},
            "start": scenario.start,
            "scenes": {s.id: _scene(s) for s in scenario.scenes.values()},
        }
    )
    first, _, rest = document.partition("\n")
    return "\n".join([first, *(f"# {line}".rstrip() for line in comments), rest])


def write_examples(examples: Iterable[model.Example]) -> str:
    """Examples as they stand under `examples:` of a scene."""
    return write_yaml({"examples": [_example(e) for e in examples]})


def _fact(fact: Fact) -> Tree:
    start = RawScalar(value_text(fact.start))
    domain: dict[str, Tree]
    if fact.is_flag:
        domain = {"flag": start}
    elif fact.is_number:
        domain = {"from": RawScalar(str(fact.values[0])), "to": RawScalar(str(fact.values[-1])), "start": start}
    else:
        domain = {"one_of": _listed(str(v) for v in fact.values), "start": start}
    if fact.shown:
        words: Tree = {value_text(v): word for v, word in fact.shown.words}
        domain["shown"] = {"as": RawScalar(fact.shown.kind.value), "title": fact.shown.title, "words": words}
    return domain


def _listed(ids: Iterable[str]) -> RawScalar:
    """Ids on one line: nothing in them needs quotes."""
    return RawScalar(f"[{', '.join(ids)}]")


def _detail(detail: model.Detail) -> Tree:
    if not detail.also and detail.confused_with is None:
        return detail.text
    return {"text": detail.text, "also": list(detail.also), "confused_with": detail.confused_with}


def _scene(scene: model.Scene) -> Tree:
    ending = scene.ending
    return {
        "touchpoint": scene.touchpoint or None,
        "with": scene.partner or None,
        "lines": [_line(line) for line in scene.lines],
        **(_decision(scene.decision) if scene.decision else {}),
        "ending": {
            "outcome": RawScalar(ending.outcome.value),
            "title": ending.title.source or None,
            "loss": _losses(ending.loss),
            "lesson": BlockText(ending.lesson.source),
        }
        if ending
        else None,
        "next": _ways(scene.next),
    }


def _losses(losses: tuple[model.EndingLoss, ...]) -> Tree:
    numbers = [RawScalar(f"{one.loss:g}") for one in losses]
    if len(losses) == 1 and losses[0].when is None:
        return numbers[0]
    conditions = [{"when": when} if (when := _condition(one.when)) else {} for one in losses]
    return [FlowMapping({**when, "loss": number}) for when, number in zip(conditions, numbers, strict=True)]


def _line(line: model.Line) -> Tree:
    return {
        line.speaker: BlockText(line.text.source),
        "when": _condition(line.when),
        "answers": _listed(line.answers) if line.answers else None,
        "else": BlockText(line.otherwise.source) if line.otherwise else None,
    }


def _condition(when: Condition | None) -> RawScalar | None:
    return RawScalar(condition_text(when)) if when else None


def _decision(decision: model.Decision) -> dict[str, Tree]:
    return {
        "decide": BlockText(decision.prompt.source),
        "typed": RawScalar("welcome") if decision.typed else None,
        "expects": list(decision.expects),
        # Cues always stand in quotation marks: YAML has its own uses for their signs.
        "listen_for": {
            act: [RawScalar('"' + cue.text.replace("\\", "\\\\").replace('"', '\\"') + '"') for cue in cues]
            for act, cues in decision.listen_for.items()
        },
        "time_limit": None if decision.time_limit is None else RawScalar(str(decision.time_limit)),
        "responses": [
            {
                "id": response.id,
                "do" if response.is_deed else "say": BlockText(response.words.source),
                "when": _condition(response.when),
                "once": RawScalar("yes") if response.once else None,
                **_outcome(response),
            }
            for response in decision.responses
        ],
        "examples": [_example(e) for e in decision.examples],
        "timeout": _outcome(decision.timeout) if decision.timeout else None,
        "fallback": _outcome(decision.fallback) if decision.fallback else None,
    }


def _example(example: model.Example) -> Tree:
    return {
        "typed": BlockText(example.typed),
        "means": example.means or None,
        "shows": _listed(example.shows) if example.shows else None,
        "lacks": _listed(example.lacks) if example.lacks else None,
        "from": example.source or None,
    }


def _outcome(response: model.Response) -> dict[str, Tree]:
    """What a reply does: the part that time-outs and fallbacks have too."""
    effects = {e.fact: RawScalar(f"{e.value:+d}" if e.adds else value_text(e.value)) for e in response.effects}
    return {
        "marks": {
            m.principle: {"level": RawScalar(str(m.level)), "why": BlockText(m.why.source)} for m in response.marks
        },
        "effects": FlowMapping(effects) if effects else None,
        "then": [_line(line) for line in response.then],
        "critical": BlockText(response.critical.source) if response.critical else None,
        "next": _ways(response.next),
    }


def _ways(ways: tuple[model.WayOn, ...]) -> Tree:
    if len(ways) == 1 and ways[0].when is None:
        return ways[0].scene
    return [FlowMapping({**({"when": when} if (when := _condition(w.when)) else {}), "scene": w.scene}) for w in ways]


def write_yaml(tree: Mapping[str, Tree]) -> str:
    """The document; a key whose value is None, or holds nothing, is left out."""
    return "".join(f"{line}\n" if line else "\n" for line in _keys(tree, 0))


def scalar(text: str) -> str:
    """A text on one line, bare where nothing can be made of it but itself."""
    if _BARE.fullmatch(text) and "  " not in text and text not in _NO_VALUE:
        return text
    return '"' + _ESCAPED.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04x}"), text) + '"'


def _keys(mapping: Mapping[str, Tree], indent: int) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, str) or value:
            yield from _entry(f"{' ' * indent}{scalar(key)}:", value, indent)


def _entry(head: str, value: Tree, indent: int) -> Iterator[str]:
    match value:
        case BlockText(text):
            yield from _said(head, text, indent + 2)
        case RawScalar(text):
            yield f"{head} {text}"
        case FlowMapping(keys):
            inner = ", ".join(
                f"{scalar(k)}: {v.text if isinstance(v, RawScalar) else scalar(v)}" for k, v in keys.items()
            )
            yield f"{head} {{{inner}}}"
        case str():
            yield f"{head} {scalar(value)}"
        case Mapping():
            yield head
            yield from _keys(value, indent + 2)
        case _:
            yield head
            inner = " " * (indent + 2)
            for item in value or ():
                if isinstance(item, Mapping):
                    first, *rest = _keys(item, indent + 4)
                    yield f"{inner}- {first.lstrip()}"
                    yield from rest
                else:
                    yield from _entry(f"{inner}-", item, indent + 2)


def _said(head: str, text: str, indent: int) -> Iterator[str]:
    """A text after a bar, if nothing is lost when its lines are broken anew: single spaces between words, no others."""
    paragraphs = text.split("\n\n")
    if not all(p and p == p.strip() and "\n" not in p and not _AWKWARD.search(p) for p in paragraphs):
        yield f"{head} {scalar(text)}"
        return
    yield f"{head} |"
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        width = max(COLUMNS - indent, 40)
        wrapped = textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        for line in [paragraph] if "  " in paragraph else wrapped:
            yield f"{' ' * indent}{line}"
