"""A scenario written as its YAML document: what is read back is the same scenario."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.scenario.conditions import condition_text, value_text
from trainer.scenario.facts import Fact
from trainer.scenario.model import (
    STANDARD_VARIANT,
    Decision,
    Detail,
    Effect,
    Ending,
    Example,
    Line,
    Response,
    Scenario,
    Scene,
    WayOn,
)
from trainer.scenario.write_yaml import Brief, Code, Said, Tree, comment, write_yaml


def write_scenario(scenario: Scenario, comments: Iterable[str] = ()) -> str:
    """The document, with comments below its first line. Marks carry their principles' full ids."""
    document = write_yaml(_head(scenario) | {"scenes": {s.id: _scene(s) for s in scenario.scenes.values()}})
    first, _, rest = document.partition("\n")
    return "\n".join([first, *comment(comments), rest])


def write_examples(examples: Iterable[Example]) -> str:
    """Examples as they stand under `examples:` of a scene."""
    return write_yaml({"examples": [_example(e) for e in examples]})


def _head(scenario: Scenario) -> dict[str, Tree]:
    return {
        "format": Code("scenario/1"),
        "id": scenario.id,
        "title": scenario.title,
        "version": Code(str(scenario.version)),
        "language": scenario.language,
        "family": scenario.family,
        "minutes": Code(str(scenario.minutes)),
        "summary": Said(scenario.summary),
        "setting": Said(scenario.setting.source),
        "you": scenario.you.source,
        "frameworks": _listed(f.id for f in scenario.frameworks),
        **({"source": Said(scenario.source)} if scenario.source else {}),
        "weights": {k: Code(str(v)) for k, v in scenario.weights.items()},
        "cast": {m.id: _without({"name": m.name.source, "about": m.about.source}) for m in scenario.cast.values()},
        "facts": {f.id: _fact(f) for f in scenario.facts.values()},
        "variants": _variants(scenario),
        "start": scenario.start,
    }


def _without(keys: dict[str, str]) -> Tree:
    """The keys that have something to say."""
    return {key: text for key, text in keys.items() if text}


def _fact(fact: Fact) -> Tree:
    start = Code(value_text(fact.start))
    domain: dict[str, Tree]
    if fact.is_flag:
        domain = {"flag": start}
    elif fact.is_number:
        domain = {"from": Code(str(fact.values[0])), "to": Code(str(fact.values[-1])), "start": start}
    else:
        domain = {"one_of": _listed(str(v) for v in fact.values), "start": start}
    if fact.shown:
        words: Tree = {value_text(v): word for v, word in fact.shown.words}
        domain["shown"] = {"as": Code(fact.shown.kind.value), "title": fact.shown.title, "words": words}
    return domain


def _listed(ids: Iterable[str]) -> Code:
    """Ids on one line: nothing in them needs quotes."""
    return Code(f"[{', '.join(ids)}]")


def _variants(scenario: Scenario) -> dict[str, Tree]:
    variants = list(scenario.variants.values())
    if [v.id for v in variants] == [STANDARD_VARIANT] and not variants[0].details:
        return {}
    return {v.id: {n: _detail(d) for n, d in v.details.items()} or Code("{}") for v in variants}


def _detail(detail: Detail) -> Tree:
    if not detail.also and detail.confused_with is None:
        return detail.text
    confused = {} if detail.confused_with is None else {"confused_with": detail.confused_with}
    return {"text": detail.text, "also": list(detail.also), **confused}


def _scene(scene: Scene) -> Tree:
    keys: dict[str, Tree] = {}
    if scene.touchpoint:
        keys["touchpoint"] = scene.touchpoint
    if scene.partner:
        keys["with"] = scene.partner
    keys["lines"] = [_line(line) for line in scene.lines]
    if scene.decision:
        keys |= _decision(scene.decision)
    if scene.ending:
        keys["ending"] = _ending(scene.ending)
    if scene.next:
        keys["next"] = _ways(scene.next)
    return keys


def _line(line: Line) -> Tree:
    said: dict[str, Tree] = {line.speaker: Said(line.text.source)}
    return said | {"when": Code(condition_text(line.when))} if line.when else said


def _decision(decision: Decision) -> dict[str, Tree]:
    keys: dict[str, Tree] = {"decide": Said(decision.prompt.source)}
    if decision.typed:
        keys["typed"] = Code("welcome")
    keys["expects"] = list(decision.expects)
    if decision.listen_for:
        keys["listen_for"] = {act: [_cue(cue.text) for cue in cues] for act, cues in decision.listen_for.items()}
    if decision.time_limit is not None:
        keys["time_limit"] = Code(str(decision.time_limit))
    keys["responses"] = [_response(r) for r in decision.responses]
    if decision.examples:
        keys["examples"] = [_example(e) for e in decision.examples]
    if decision.timeout:
        keys["timeout"] = _outcome(decision.timeout)
    if decision.fallback:
        keys["fallback"] = _outcome(decision.fallback)
    return keys


def _cue(text: str) -> Code:
    """Always in quotation marks: YAML has its own uses for the signs of a cue."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return Code(f'"{escaped}"')


def _example(example: Example) -> Tree:
    keys: dict[str, Tree] = {"typed": Said(example.typed)}
    if example.means:
        keys["means"] = example.means
    for key, acts in (("shows", example.shows), ("lacks", example.lacks)):
        if acts:
            keys[key] = _listed(acts)
    return keys | {"from": example.source} if example.source else keys


def _response(response: Response) -> Tree:
    keys: dict[str, Tree] = {"id": response.id, "do" if response.is_deed else "say": Said(response.words.source)}
    if response.when:
        keys["when"] = Code(condition_text(response.when))
    if response.once:
        keys["once"] = Code("yes")
    return keys | _outcome(response)


def _outcome(response: Response) -> dict[str, Tree]:
    """What a reply does: the part that time-outs and fallbacks have too."""
    keys: dict[str, Tree] = {
        "marks": {m.principle: {"level": Code(str(m.level)), "why": Said(m.why.source)} for m in response.marks},
        "effects": _effects(response.effects),
        "then": [_line(line) for line in response.then],
    }
    if response.critical:
        keys["critical"] = Said(response.critical.source)
    return keys | {"next": _ways(response.next)}


def _effects(effects: tuple[Effect, ...]) -> Tree:
    texts = {e.fact: Code(f"{e.value:+d}" if e.adds else value_text(e.value)) for e in effects}
    return Brief(texts) if texts else {}


def _ways(ways: tuple[WayOn, ...]) -> Tree:
    if len(ways) == 1 and ways[0].when is None:
        return ways[0].scene
    return [_way(way) for way in ways]


def _way(way: WayOn) -> Tree:
    when = {"when": Code(condition_text(way.when))} if way.when else {}
    return Brief({**when, "scene": way.scene})


def _ending(ending: Ending) -> Tree:
    title: dict[str, Tree] = {"title": ending.title.source} if ending.title else {}
    loss: dict[str, Tree] = {} if ending.loss is None else {"loss": Code(str(int(ending.loss)))}
    return {"outcome": Code(ending.outcome.value), **title, **loss, "lesson": Said(ending.lesson.source)}
