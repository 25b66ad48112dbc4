"""Reading scenes: their lines, decisions with responses and examples, endings and ways on."""

import re
from collections.abc import Iterator

from trainer.document.fields import Fields, fields_of, quoted, read_flag
from trainer.document.finding import Span
from trainer.document.nodes import Mapping, Node, Scalar, Sequence, kind_of
from trainer.limits import OPTIONS_IN_A_DECISION
from trainer.principles.acts import read_cues
from trainer.scenario import format_keys, model
from trainer.scenario.load_context import LoadContext
from trainer.scenario.placeholders import EMPTY, Text, parse_text, unwrapped

_STEP = re.compile(r"([+-])\s*(\d{1,6})")
_DEFAULT_CRITICAL = "This error is too grave for the run to be passed."


def read_scenes(head: Fields, context: LoadContext) -> dict[str, model.Scene]:
    """The scenes by id."""
    scenes: dict[str, model.Scene] = {}
    for key, key_node, node in context.notes.named(head.mapping_of("scenes")):
        fields = fields_of(node, format_keys.SCENE, f'the scene "{key}"', context.notes)
        if fields is not None:
            scenes[key] = _scene(key, fields, key_node.span, context)
    return scenes


def _scene(key: str, fields: Fields, at: Span, context: LoadContext) -> model.Scene:
    notes, names = context.notes, fields.mapping.keys
    partner = fields.text("with") or None
    if partner and partner not in context.cast:
        notes.unknown("unknown-speaker", "cast member", partner, context.cast, fields.at("with"))
    ways = [k for k in ("decide", "ending", "next") if k in fields]
    if len(ways) > 1:
        message = f'The scene "{key}" has {" and ".join(ways)}: it can have only one of them.'
        notes.error("two-ways", message, names[ways[1]])
    elif not ways and "responses" not in fields:
        message = f'The scene "{key}" stops here: give it "decide" with "responses", an "ending", or "next".'
        notes.error("no-way-on", message, at)
    if "decide" not in fields:
        for lonely in (k for k in format_keys.DECISION if k in fields):
            message = f'"{lonely}" belongs to a decision: the scene "{key}" needs "decide" as well.'
            notes.error("missing-key", message, names[lonely])
    lines = _read_lines(fields, "lines", context)
    decision = _decision(fields, key, context) if "decide" in fields else None
    ending = None
    if "ending" in fields and (inner := fields.inner("ending", format_keys.ENDING, f'the ending of "{key}"')):
        ending = model.Ending(
            outcome=inner.choice("outcome", model.Outcome, model.Outcome.MIXED),
            title=context.text(inner, "title"),
            lesson=context.text(inner, "lesson"),
            loss=_read_losses(inner, context),
            at=inner.mapping.span,
        )
    return model.Scene(
        id=key,
        touchpoint=fields.text("touchpoint") or None,
        partner=partner,
        lines=lines,
        decision=decision,
        ending=ending,
        next=_read_ways(fields, context) if "next" in fields else (),
        at=at,
    )


def _decision(fields: Fields, key: str, context: LoadContext) -> model.Decision:
    notes, nodes = context.notes, fields.items("responses", required=True)
    if len(nodes) > OPTIONS_IN_A_DECISION:
        message = f"{len(nodes)} responses are more than anyone can weigh: at most {OPTIONS_IN_A_DECISION}."
        notes.error("too-many-options", message, fields.at("responses"))
        nodes = nodes[:OPTIONS_IN_A_DECISION]
    if isinstance(fields.at("responses"), Sequence) and len(nodes) < 2:
        message = f'The decision in "{key}" leaves no choice: give it at least two responses.'
        notes.error("no-choice", message, fields.at("responses"))
    responses = [r for r in (_read_response(node, None, context) for node in nodes) if r]
    seen: dict[str, model.Response] = {}
    for response in responses:
        first = seen.setdefault(response.id, response)
        if first is not response and response.id:
            message = f'There is a response "{response.id}" in line {first.at.line} already.'
            notes.error("duplicate-id", message, response.at)
    limit = fields.whole("time_limit")
    timeout = _unlisted(fields, model.TIMEOUT, responses, context)
    if "timeout" in fields and "time_limit" not in fields:
        notes.error("missing-key", '"timeout" needs a "time_limit" in seconds.', fields.at("timeout"))
    elif "time_limit" in fields and "timeout" not in fields:
        message = '"time_limit" needs a "timeout" that says what happens when the time is up.'
        notes.error("missing-key", message, fields.at("time_limit"))
    prompt, welcome = context.text(fields, "decide"), fields.node("typed")
    typed = welcome.text if isinstance(welcome, Scalar) else ""
    if welcome is not None and typed not in ("welcome", "no"):
        fields.wrong("typed", "welcome or no", welcome)
    expects = fields.identifiers("expects")
    # A scene's own cues may use the slots of the cue syntax, but no groups of an acts file.
    cues = fields.inner("listen_for", None)
    listen_for = {act: read_cues(cues, act, ()) for act, _, _ in notes.named(cues.mapping)} if cues else {}
    return model.Decision(
        prompt=prompt,
        responses=tuple(responses),
        typed=typed == "welcome",
        expects=expects,
        listen_for=listen_for,
        examples=tuple(_read_examples(fields, (*(r.id for r in responses), model.FALLBACK, model.NONE_OF_THESE))),
        time_limit=limit,
        timeout=timeout,
        fallback=_unlisted(fields, model.FALLBACK, responses, context),
        at=fields.mapping.span,
    )


def _unlisted(fields: Fields, key: str, responses: list[model.Response], context: LoadContext) -> model.Response | None:
    node = fields.node(key)
    response = _read_response(node, key, context) if node is not None else None
    at_stake = {m.principle for r in responses for m in r.marks}
    for mark in response.marks if response else ():
        if mark.principle not in at_stake:
            message = f'No response here is marked on "{mark.principle}", so this mark could never count.'
            context.notes.error("mark-not-at-stake", message, mark.at)
    return response


def _read_examples(head: Fields, responses: tuple[str, ...]) -> Iterator[model.Example]:
    """The graded examples beside the decision."""
    notes = head.notes
    for node in head.items("examples"):
        fields = fields_of(node, format_keys.EXAMPLE, "an example", notes)
        if fields is None:
            continue
        means = fields.text("means") or None
        if means and means not in responses:
            notes.unknown("unknown-response", "response", means, responses, fields.at("means"))
        shows, lacks = fields.identifiers("shows"), fields.identifiers("lacks")
        for act in set(shows) & set(lacks):
            notes.error("contradiction", f'The example both shows and lacks "{act}".', fields.at("lacks"))
        if not (means or shows or lacks):
            message = 'The example says nothing: give it "means", "shows" or "lacks".'
            notes.error("missing-key", message, fields.mapping)
        yield model.Example(
            typed=unwrapped(fields.text("typed")),
            means=means,
            shows=shows,
            lacks=lacks,
            source=fields.text("from"),
            at=fields.mapping.span,
        )


def _read_response(node: Node, unlisted: str | None, context: LoadContext) -> model.Response | None:
    """A response; for a time-out or a fallback `unlisted` is its id, and it has no words."""
    what = f'"{unlisted}"' if unlisted else "a response"
    fields = fields_of(node, format_keys.UNLISTED if unlisted else format_keys.RESPONSE, what, context.notes)
    if fields is None:
        return None
    identifier = unlisted or fields.identifier("id")
    if not unlisted and identifier in format_keys.RESERVED_RESPONSES:
        message = f'"{identifier}" has a meaning of its own: call this response something else.'
        context.notes.error("reserved-id", message, fields.at("id"))
    fields.what = f'the response "{identifier}"' if identifier else what
    words = EMPTY
    if "say" in fields and "do" in fields and not unlisted:
        message = '"say" and "do" cannot stand together: choose one.'
        context.notes.error("two-ways", message, fields.mapping.keys["do"])
    if "say" not in fields and "do" not in fields and not unlisted:
        context.notes.error("missing-key", f'{fields.what} needs words ("say") or a deed ("do").', fields.start)
    elif not unlisted:
        words = context.text(fields, "say" if "say" in fields else "do")
    reason = fields.node("critical")
    is_critical = read_flag(reason.text.strip()) if isinstance(reason, Scalar) else None
    if is_critical is None:
        critical = context.text(fields, "critical") if reason is not None else None
    else:
        critical = parse_text(_DEFAULT_CRITICAL) if is_critical else None
    return model.Response(
        id=identifier,
        words=words,
        is_deed="do" in fields,
        marks=_marks(fields, context),
        effects=tuple(_effects(fields, context)),
        then=_read_lines(fields, "then", context),
        next=_read_ways(fields, context),
        when=context.condition(fields.node("when")) if not unlisted else None,
        once=not unlisted and fields.flag("once"),
        critical=critical,
        at=fields.mapping.span,
    )


def _marks(fields: Fields, context: LoadContext) -> tuple[model.Mark, ...]:
    mapping, notes = fields.mapping_of("marks"), context.notes
    marks: dict[str, model.Mark] = {}
    if mapping is None:
        return ()
    for name, node in mapping.values.items():
        key = mapping.keys[name]
        principle = context.principle(name, key)
        inner = fields_of(node, format_keys.MARK, f'the mark on "{name}"', notes)
        if inner is None:
            continue
        level, why = inner.whole("level"), context.text(inner, "why")
        if principle in marks:
            notes.error("duplicate-key", f'"{principle}" is marked twice here.', key)
        elif principle and context.is_judged_on_replies(principle):
            marks[principle] = model.Mark(principle, level or 0, why, key.span)
        elif principle:
            message = f'"{principle}" is judged over the whole run: it cannot be marked on a reply.'
            notes.error("run-judged", message, key)
    return tuple(marks.values())


def _effects(fields: Fields, context: LoadContext) -> Iterator[model.Effect]:
    mapping, notes = fields.mapping_of("effects"), context.notes
    if mapping is None:
        return
    for name, node in mapping.values.items():
        fact = context.facts.get(name)
        if fact is None:
            notes.unknown("unknown-fact", "fact", name, context.facts, mapping.keys[name])
        elif not isinstance(node, Scalar):
            fields.wrong(name, fact.domain(), node)
        elif (step := _STEP.fullmatch(node.text.strip())) and fact.is_number:
            yield model.Effect(fact.id, int(step[1] + step[2]), adds=True, at=node.span)
        elif (value := fact.read(node.text.strip())) is not None:
            yield model.Effect(fact.id, value, at=node.span)
        else:
            message = f'"{fact.id}" can never be "{node.text.strip()}": it is {fact.domain()}.'
            notes.error("outside-domain", message, node)


def _read_lines(fields: Fields, key: str, context: LoadContext) -> tuple[model.Line, ...]:
    """A list of lines, each by one speaker."""
    notes = context.notes
    lines: list[model.Line] = []
    for node in fields.items(key):
        if not isinstance(node, Mapping):
            message = f"A line begins with who speaks, as in `narrator: |`; here it is {kind_of(node)}."
            notes.error("wrong-type", message, node)
            continue
        # Files from before there were these keys may have a member of the cast who is called so.
        answering: list[str] = [k for k in ("answers", "else") if k in node.keys and k not in context.cast]
        speakers = [k for k in node.keys if k != "when" and k not in answering]
        for name in speakers:
            if name not in (model.NARRATOR, model.YOU) and name not in context.cast:
                known = [*context.cast, model.NARRATOR, model.YOU]
                notes.unknown("unknown-speaker", "cast member", name, known, node.keys[name])
        if len(speakers) != 1:
            notes.error("two-ways", "A line has exactly one speaker: begin a new line with a dash.", node)
            continue
        text = context.text_of(node.values[speakers[0]], "This line")
        when = context.condition(node.values.get("when"))
        answers, otherwise = _read_answers(node, answering, key, context)
        lines.append(model.Line(speakers[0], text, when, answers, otherwise, node.span))
    return tuple(lines)


def _read_answers(
    node: Mapping, keys: list[str], under: str, context: LoadContext
) -> tuple[tuple[str, ...], Text | None]:
    """The acts that a line answers, and what is said without them."""
    notes = context.notes
    if under != "then":
        for name in keys:
            message = (
                f'"{name}" belongs to a line under "then": nothing else follows at once on what the trainee says. Move '
                "the line there, or give it a condition."
            )
            notes.error("unknown-key", message, node.keys[name])
        return (), None
    fields = Fields(node, None, "this line", notes)
    answers = fields.identifiers("answers") if "answers" in keys else ()
    if "answers" in keys and isinstance(given := fields.at("answers"), Sequence) and not given.items:
        notes.error("empty-list", '"answers" names no act: name the acts that the line answers.', given)
    if "else" not in keys:
        return answers, None
    if "answers" not in keys:
        message = '"else" needs "answers": the acts without which this is said instead.'
        notes.error("missing-key", message, node.keys["else"])
    return answers, context.text(fields, "else") or None


def _read_ways(fields: Fields, context: LoadContext) -> tuple[model.WayOn, ...]:
    """The way on: a scene, or a list of ways whose last always applies."""
    node, notes = fields.node("next"), context.notes
    if isinstance(node, Scalar):
        scene = fields.text("next")
        return (model.WayOn(scene, None, node.span),) if scene else ()
    if not isinstance(node, Sequence):
        if node is not None:
            fields.wrong("next", "a scene, or a list of scenes with conditions", node)
        return ()
    if not node.items:
        notes.error("no-way-on", '"next" is an empty list: name a scene.', node)
    ways: list[model.WayOn] = []
    conditional: list[bool] = []
    for item in node.items:
        inner = fields_of(item, format_keys.WAY_ON, "a way on", notes)
        if inner is not None and (scene := inner.text("scene")):
            ways.append(model.WayOn(scene, context.condition(inner.node("when")), inner.at("scene").span))
            conditional.append("when" in inner)
    if ways and len(ways) == len(node.items):
        for item, has_condition in zip(node.items[:-1], conditional, strict=False):
            if not has_condition:
                notes.error("dead-way", "The ways after this one are never taken, since it has no condition.", item)
        if conditional[-1]:
            message = 'The last way on must have no "when", so that one always applies.'
            notes.error("no-way-on", message, node.items[-1])
    return tuple(ways)


def _read_losses(fields: Fields, context: LoadContext) -> tuple[model.EndingLoss, ...]:
    """The losses of an ending, graded by facts where they are a list."""
    node, notes = fields.node("loss"), context.notes
    bounds = format_keys.GRADED_LOSS["loss"].kind.bounds
    if not isinstance(node, Sequence):
        loss = fields.whole("loss", bounds)
        return () if loss is None or node is None else (model.EndingLoss(float(loss), None, node.span),)
    if not node.items:
        notes.error("empty-list", '"loss" is an empty list: name a loss, or leave the key out.', node)
    losses: list[model.EndingLoss] = []
    for number, item in enumerate(node.items, 1):
        inner = fields_of(item, format_keys.GRADED_LOSS, "a graded loss", notes)
        if inner is None:
            continue
        loss = inner.whole("loss")
        if "when" not in inner and number < len(node.items):
            notes.error("dead-way", "The losses after this one never count, since it has no condition.", item)
        losses.append(model.EndingLoss(float(loss or 0), context.condition(inner.node("when")), item.span))
    return tuple(losses)


def check_links(head: Fields, scenes: dict[str, model.Scene], start: str, context: LoadContext) -> None:
    """Every way on leads to a scene, the start is one, and a touchpoint has one partner."""
    if start and start not in scenes:
        context.notes.unknown("dangling-link", "scene", start, scenes, head.at("start"))
    partners: dict[str, model.Scene] = {}
    someone = next(iter(context.cast), None)
    for scene in scenes.values():
        for way in model.links(scene):
            if way.scene not in scenes:
                context.notes.unknown("dangling-link", "scene", way.scene, scenes, way.at)
        if scene.touchpoint and scene.decision:
            first = partners.setdefault(scene.touchpoint, scene)
            if (first.partner or someone) != (scene.partner or someone):
                message = (
                    f'The touchpoint "{quoted(scene.touchpoint)}" has another partner in "{first.id}": '
                    "one touchpoint is contact with one person."
                )
                context.notes.error("touchpoint-two-partners", message, scene.at)
