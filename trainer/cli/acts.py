"""`trainer acts`: every cue that fires on a text, and why; or the list of acts."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from trainer.cli.arguments import add_folders, parse, parser, places, put, put_json
from trainer.cli.bounded_input import beginning
from trainer.cli.grade import needed_grader, opened, scene_of
from trainer.document.fields import nearest
from trainer.errors import UnusableInput, UsageError
from trainer.exit_codes import ExitCode
from trainer.grading.cues.fire import Fired
from trainer.grading.grader import Grader, grader_for
from trainer.grading.learned.weights import Scored
from trainer.grading.model import Graded, Situation
from trainer.grading.situation import at_scene
from trainer.play.machine import Machine
from trainer.principles.acts import Act
from trainer.scenario.library import Library, open_library

_SHOWN_FROM = 0.1
"""The chance from which the learned model's opinion is worth a line."""


def run(arguments: Sequence[str]) -> ExitCode:
    """Without words, the acts; with an act's id, all about it; with words, what fires in them."""
    parsed = parse(_options(), arguments)
    library = open_library(places(parsed).scenario_folders)
    grader, situation = _at(parsed, library)
    words = beginning() if parsed.words == ["-"] else " ".join(parsed.words)
    if parsed.about:
        _about(grader, parsed.about)
    elif not words.strip():
        _list(grader)
    else:
        _explain(grader, words.rstrip("\n"), situation, as_json=parsed.json)
    return ExitCode.DONE


def _options() -> argparse.ArgumentParser:
    options = parser("acts", "What is heard in a text, cue by cue.", 'trainer acts "I am sorry, it is not my job."')
    options.add_argument("words", nargs="*", metavar="WORDS", help="the text; - reads stdin; none lists the acts")
    options.add_argument("--about", metavar="ACT", help="one act: what it is, its cues, its examples")
    options.add_argument("--at", nargs=2, metavar=("SCENARIO", "SCENE"), help="as an answer at this decision")
    options.add_argument("--customer", metavar="TEXT", help="what the customer has just said")
    options.add_argument("--language", default="en", metavar="CODE", help="the language of the acts (en)")
    options.add_argument("--json", action="store_true", help="one JSON document")
    add_folders(options)
    return options


def _at(parsed: argparse.Namespace, library: Library) -> tuple[Grader, Situation]:
    if parsed.at:
        scenario = opened(library, parsed.at[0])
        scene = scene_of(scenario, parsed.at[1])
        variant = next(iter(scenario.variants.values()))
        situation = at_scene(Machine(scenario), scene, variant, parsed.customer)
        return needed_grader(library, scenario), situation
    grader = grader_for(parsed.language, library.acts)
    if grader is None:
        raise UnusableInput(
            f'there are no acts for the language "{parsed.language}"',
            do=f"There are acts for: {', '.join(library.acts.paths) or 'none'}.",
        )
    return grader, Situation(said=(parsed.customer,) if parsed.customer else ())


def _list(grader: Grader) -> None:
    width = max(len(a) for a in grader.acts.acts)
    for act in grader.acts.acts.values():
        put(f"{'−' if act.harms else '+'} {act.id:<{width}}  {act.title}  ({len(act.cues)} cues)")


def _about(grader: Grader, name: str) -> None:
    act = grader.acts.acts.get(name)
    if act is None:
        near = nearest(name, grader.acts.acts)
        raise UsageError(
            f'there is no act "{name}"', do=f'Did you mean "{near}"?' if near else "`trainer acts` lists them."
        )
    put("\n".join(_page(act)))


def _page(act: Act) -> list[str]:
    lines = [f"{act.id}: the reply {act.title} ({'harms' if act.harms else 'helps'})", "", act.about, "", "cues:"]
    lines += [f"  {cue.text}" for cue in act.cues]
    if act.cancels:
        lines += ["not when:", *(f"  {cue.text}" for cue in act.cancels)]
    lines += ["shown by:", *(f"  {text}" for text in act.shows)]
    if act.lacks:
        lines += ["not shown by:", *(f"  {text}" for text in act.lacks)]
    return lines


def _explain(grader: Grader, words: str, situation: Situation, *, as_json: bool) -> None:
    fired, scored, graded = (
        grader.fired(words, situation),
        grader.scored(words, situation),
        grader.grade(words, situation),
    )
    scored = sorted((s for s in scored if s.probability >= _SHOWN_FROM), key=lambda s: (s.start, -s.probability))
    if as_json:
        put_json(
            {
                "text": words,
                "cues": [_cue(f, words) for f in fired],
                "learned": [_learned(s, words) for s in scored],
                "grade": _grade(graded),
            }
        )
        return
    put("cues that stand in it:" if fired else "No cue stands in it.")
    for one in fired:
        why = f"   void: {one.cancelled}" if one.cancelled else ""
        put(f"  {one.act:<20} “{words[one.start : one.end]}”   by {one.cue}{why}")
    put("the learned model:" if scored else "The learned model finds nothing.")
    for entry in scored:
        quote = f"“{words[entry.start : entry.end]}”"
        put(f"  {entry.act:<20} {entry.probability:.2f}  {quote}   {', '.join(entry.because)}")
    put(
        "the grade:"
        if graded.acts
        else f"not graded: {graded.note}"
        if graded.abstained
        else "The grade: nothing found."
    )
    for mark in graded.acts:
        put(f"  {'−' if mark.harms else '+'} {mark.act:<18} {mark.sure} ({mark.confidence:.2f})")


def _cue(one: Fired, words: str) -> dict[str, Any]:
    return {
        "act": one.act,
        "cue": one.cue,
        "start": one.start,
        "end": one.end,
        "text": words[one.start : one.end],
        "cancelled": one.cancelled,
    }


def _learned(one: Scored, words: str) -> dict[str, Any]:
    return {
        "act": one.act,
        "probability": round(one.probability, 4),
        "start": one.start,
        "end": one.end,
        "text": words[one.start : one.end],
        "because": list(one.because),
    }


def _grade(graded: Graded) -> dict[str, Any]:
    from trainer.grading.model import grade_to_data

    return grade_to_data(graded)
