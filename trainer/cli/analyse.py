"""`trainer analyse`: the exact numbers of a scenario."""

from collections.abc import Iterable, Iterator, Sequence
from math import floor

from trainer.analysis.numbers import Numbers
from trainer.analysis.playable import open_playable
from trainer.analysis.proofs import Proofs
from trainer.cli.arguments import parse, parser, places, put, put_json, say
from trainer.errors import ExitCode, UsageError
from trainer.limits import STATES
from trainer.scenario.library import open_library

_BARS, _BAR = 10, 40
"""Rows of the picture of a distribution, and the characters of its longest bar."""
_SHOWN = 5
"""Places named in one sentence."""


def run(arguments: Sequence[str]) -> ExitCode:
    """Print the numbers; exit 1 when there were too many states to know them."""
    options = parser("analyse", "The exact numbers of a scenario.", "trainer analyse two-minute-counter --json")
    options.add_argument("scenario", metavar="SCENARIO", help="an id from the library, or a path")
    options.add_argument("--json", action="store_true", help="one JSON document")
    options.add_argument("--states", type=int, default=STATES, metavar="N", help=f"states to look at ({STATES:,})")
    parsed = parse(options, arguments)
    if parsed.states < 1:
        raise UsageError("--states must be 1 or more")
    library = open_library(places(parsed).scenario_folders)
    numbers = Numbers(open_playable(library, parsed.scenario, parsed.states))
    if parsed.json:
        put_json(as_json(numbers))
    else:
        put("\n".join(as_text(numbers)))
    if not numbers.complete:
        say("Not complete: there are more states than were looked at, so nothing is scored. --states N looks at more.")
        return ExitCode.FOUND
    return ExitCode.DONE


def as_json(numbers: Numbers) -> dict[str, object]:
    """The document of the contract; null where a number is not known. `step` is there only when losses were binned."""
    played = numbers.random
    random: dict[str, object] = {"mean": None, "sd": None, "distribution": []}
    if played:
        distribution = played.distribution
        pairs = [list(pair) for pair in zip(distribution.losses, distribution.chances, strict=True)]
        random = {"mean": played.mean, "sd": played.sd, "distribution": pairs}
        if distribution.step:
            random["step"] = distribution.step
    return {
        "scenes": numbers.scenes,
        "states": numbers.states,
        "complete": numbers.complete,
        "loss": {"best": numbers.best, "worst": numbers.worst, "random": random},
        "players": {player.value: score for player, score in numbers.scores.items()},
        "principles": {
            key: {"decisions": p.decisions, "worst_loss": p.worst_loss} for key, p in numbers.principles.items()
        },
        "endings": {key: {"reachable": e.reachable, "random": e.random} for key, e in numbers.endings.items()},
    }


def as_text(numbers: Numbers) -> Iterator[str]:
    """The same for people."""
    scenario, played = numbers.graph.machine.scenario, numbers.random
    whole = "all of them seen" if numbers.complete else "not complete: there are more"
    yield f"{scenario.title} ({scenario.id})"
    yield f"{numbers.scenes:,} scenes, {numbers.states:,} states, {whole}"
    if played and numbers.worth:
        chance = f"picking at random {played.mean:.1f} ± {played.sd:.1f}"
        yield from ("", f"Loss: best {numbers.best:g}, worst {numbers.worst:g}, {chance}")
        # The chance of losses from the least to the most, in bars.
        losses, chances = played.distribution.losses, played.distribution.chances
        least, width = floor(losses[0]), (losses[-1] - floor(losses[0])) // _BARS + 1
        shares = [0.0] * _BARS
        for loss, share in zip(losses, chances, strict=True):
            shares[int((loss - least) // width)] += share
        for number, share in enumerate(shares):
            bar = "#" * round(_BAR * share / max(shares))
            yield f"  from {least + number * width:5.0f}  {share:6.1%}  {bar}".rstrip()
        yield from ("", "Players who do not read              score     loss   they end in")
        for player, result in numbers.players.items():
            score = "-" if result.score is None else f"{result.score:.0f}"
            words = f" ({result.variant})" if result.variant else ""
            yield f"  {player.value + words:<34} {score:>5} {result.loss:>8g}   {result.ending}"
    yield from ("", "Endings")
    for key, ending in numbers.endings.items():
        known = scenario.scenes[key].ending
        often = "not known how often" if ending.random is None else f"{ending.random:7.1%} of random runs"
        reach = {True: often, False: "cannot be reached", None: "not seen so far"}[ending.reachable]
        yield f"  {key:<24} {known.outcome if known else '':<6} {reach}"
    seen = "decisions" if numbers.complete else "seen in"
    yield from ("", f"Principles at stake               {seen:>9}   the most each can take away")
    for key, principle in numbers.principles.items():
        if principle.decisions:
            worst = "not known" if principle.worst_loss is None else f"{principle.worst_loss:g}"
            yield f"  {key:<32} {principle.decisions:>8}   {worst}"
    yield from _proved(Proofs(numbers.graph))


def _proved(proofs: Proofs) -> Iterator[str]:
    """What was proved, a sentence each; `trainer lint` has the places in the text."""
    reached = proofs.reached
    scenes, replies = reached.missing_scenes, [f"{scene}/{reply}" for scene, reply in reached.missing_replies]
    if reached.proved:
        yield from ("", "Proved")
        yield _sentence("Every scene can be reached.", "Scenes that can never be reached", scenes)
        yield _sentence("Every reply can be given.", "Replies that can never be given", replies)
    else:
        yield from ("", "Seen so far; the rest is not known")
        yield _sentence("Every scene can be reached.", "Scenes that were not met", scenes)
        yield _sentence("Every reply of these scenes can be given.", "Replies that were not on offer", replies)
    if proofs.worth is None:
        return
    yield "  Every run ends, and no decision is without an option."
    stuck = [f"{n.scene}/{n.response}" for n in proofs.no_way_back or ()]
    yield _sentence("After any one mistake a good or mixed ending can be reached.", "Mistakes with no way back", stuck)
    exits = [f"{e.scene}/{e.response}" for e in proofs.early_exits or ()]
    yield _sentence("Giving up never outscores seeing it through.", "Giving up pays with", exits)
    silent = [f"{s.scene}/{s.response}" for s in proofs.silence_pays or ()]
    yield _sentence("Silence always costs something.", "Silence costs nothing at", silent)
    traps = [f"{t.scene}/{t.response}" for t in proofs.traps or ()]
    yield _sentence("A reply that nothing is marked better than costs nothing.", "Marked best, and costly", traps)


def _sentence(fine: str, otherwise: str, places: Iterable[str]) -> str:
    named = list(places)
    if not named:
        return f"  {fine}"
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return f"  {otherwise}: {', '.join(named[:_SHOWN])}{more}."
