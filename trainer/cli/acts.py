"""`trainer acts`: every cue that fires on a text, and why; or the list of acts."""

from collections.abc import Sequence

from trainer.cli.arguments import did_you_mean, parse, parser, places, put, put_json
from trainer.cli.grade import needed_grader, opened, scene_of
from trainer.cli.standard_streams import beginning
from trainer.errors import ExitCode, UnusableInput, UsageError
from trainer.grading.grader import Grader, grader_for
from trainer.grading.model import Situation, grade_to_data
from trainer.grading.situation import at_scene
from trainer.play.machine import Machine
from trainer.principles.acts import Act
from trainer.scenario.library import open_library

_SHOWN_FROM = 0.1
"""The chance from which the learned model's opinion is worth a line."""


def run(arguments: Sequence[str]) -> ExitCode:
    """Without words, the acts; with an act's id, all about it; with words, what fires in them."""
    options = parser("acts", "What is heard in a text, cue by cue.", 'trainer acts "I am sorry, it is not my job."')
    options.add_argument("words", nargs="*", metavar="WORDS", help="the text; - reads stdin; none lists the acts")
    options.add_argument("--about", metavar="ACT", help="one act: what it is, its cues, its examples")
    options.add_argument("--at", nargs=2, metavar=("SCENARIO", "SCENE"), help="as an answer at this decision")
    options.add_argument("--customer", metavar="TEXT", help="what the customer has just said")
    options.add_argument("--language", default="en", metavar="CODE", help="the language of the acts (en)")
    options.add_argument("--json", action="store_true", help="one JSON document")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    if parsed.at:
        scenario = opened(library, parsed.at[0])
        variant = next(iter(scenario.variants.values()))
        situation = at_scene(Machine(scenario), scene_of(scenario, parsed.at[1]), variant, parsed.customer)
        grader = needed_grader(library, scenario)
    else:
        situation = Situation(said=(parsed.customer,) if parsed.customer else ())
        there = grader_for(parsed.language, library.acts)
        if there is None:
            what = f'there are no acts for the language "{parsed.language}"'
            raise UnusableInput(what, do=f"There are acts for: {', '.join(library.acts.paths) or 'none'}.")
        grader = there
    acts = grader.acts.acts
    words = (beginning() if parsed.words == ["-"] else " ".join(parsed.words)).rstrip("\n")
    if parsed.about:
        if parsed.about not in acts:
            hint = did_you_mean(parsed.about, acts, "`trainer acts` lists them.")
            raise UsageError(f'there is no act "{parsed.about}"', do=hint)
        put("\n".join(_about(acts[parsed.about])))
    elif words.strip():
        _explain(grader, words, situation, as_json=parsed.json)
    else:
        width = max(len(name) for name in acts)
        for act in acts.values():
            put(f"{'−' if act.harms else '+'} {act.id:<{width}}  {act.title}  ({len(act.cues)} cues)")
    return ExitCode.DONE


def _about(act: Act) -> list[str]:
    """All about an act, in lines."""
    lines = [f"{act.id}: the reply {act.title} ({'harms' if act.harms else 'helps'})", "", act.about, "", "cues:"]
    lines += [f"  {cue.text}" for cue in act.cues]
    if act.cancels:
        lines += ["not when:", *(f"  {cue.text}" for cue in act.cancels)]
    lines += ["shown by:", *(f"  {text}" for text in act.shows)]
    if act.lacks:
        lines += ["not shown by:", *(f"  {text}" for text in act.lacks)]
    return lines


def _explain(grader: Grader, words: str, situation: Situation, *, as_json: bool) -> None:
    """Print what each step of grading finds in some words."""
    fired, graded = grader.fired(words, situation), grader.grade(words, situation)
    likely = [s for s in grader.scored(words, situation) if s.probability >= _SHOWN_FROM]
    scored = sorted(likely, key=lambda s: (s.start, -s.probability))
    if as_json:
        cues = [
            {
                "act": f.act,
                "cue": f.cue,
                "start": f.start,
                "end": f.end,
                "text": words[f.start : f.end],
                "cancelled": f.cancelled,
            }
            for f in fired
        ]
        learned = [
            {
                "act": s.act,
                "probability": round(s.probability, 4),
                "start": s.start,
                "end": s.end,
                "text": words[s.start : s.end],
                "because": list(s.because),
            }
            for s in scored
        ]
        put_json({"text": words, "cues": cues, "learned": learned, "grade": grade_to_data(graded)})
        return
    put("cues that stand in it:" if fired else "No cue stands in it.")
    for one in fired:
        why = f"   void: {one.cancelled}" if one.cancelled else ""
        put(f"  {one.act:<20} “{words[one.start : one.end]}”   by {one.cue}{why}")
    put("the learned model:" if scored else "The learned model finds nothing.")
    for entry in scored:
        quote = f"“{words[entry.start : entry.end]}”"
        put(f"  {entry.act:<20} {entry.probability:.2f}  {quote}   {', '.join(entry.because)}")
    nothing = f"not graded: {graded.note}" if graded.abstained else "The grade: nothing found."
    put("the grade:" if graded.acts else nothing)
    for mark in graded.acts:
        put(f"  {'−' if mark.harms else '+'} {mark.act:<18} {mark.sure} ({mark.confidence:.2f})")
