"""An attempt as it stands on disk, replayed: what was answered, what was taken back, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.playable import Playable
from trainer.analysis.score import ScoringRule
from trainer.analysis.worth import Scale
from trainer.cleaning import clean_line
from trainer.errors import UnusableInput
from trainer.play.machine import Machine
from trainer.play.run import NotOffered, Reply, Run, replay
from trainer.play.verdict import criticals, verdict
from trainer.principles.frameworks import Framework, load_framework
from trainer.records.decisions import DecisionLog, Given, fold
from trainer.records.event import JSON, Event, Kind, receipt
from trainer.records.header import Header, Part
from trainer.records.header import from_data as header_from_data
from trainer.records.journal import Journal, JournalState, read_journal
from trainer.scenario.load import load_scenario


@dataclass(frozen=True, slots=True)
class Interruptions:
    """What came between the beginning of an attempt and its end: after any of it, it counts as no check."""

    resumed: int = 0
    """Times that it was gone on with after it had been left."""
    recovered: int = 0
    """Writes that were cut off, and set aside when it was opened again."""
    cut: bool = False
    """Whether a write is cut off at its end, and not set aside yet."""

    def __bool__(self) -> bool:
        return bool(self.resumed or self.recovered or self.cut)


UNBROKEN = Interruptions()
"""Played in one go."""


@dataclass(frozen=True, slots=True)
class Record:
    """An attempt read back. The run follows from the header's texts and the replies that stand."""

    path: Path
    header: Header
    events: tuple[Event, ...]
    log: DecisionLog
    playable: Playable
    run: Run
    interruptions: Interruptions

    @property
    def given(self) -> tuple[Given, ...]:
        """The replies that stand."""
        return self.log.given

    @property
    def ended(self) -> bool:
        """Whether nothing more is asked: at an ending, and in a drill after its one decision."""
        return is_over(self.header, self.run)

    @property
    def closed(self) -> bool:
        """Whether that has been recorded too: a crash can come between the last reply and the end."""
        return any(e.kind is Kind.END for e in self.events)

    @property
    def started(self) -> str:
        """ISO 8601, with the zone it was played in."""
        return self.events[0].wall

    @property
    def receipt(self) -> str:
        """The receipt of the play: of its `end`, else of the last event."""
        last = next((e for e in self.events if e.kind is Kind.END), self.events[-1])
        return receipt(last.hash)

    def result(self) -> RunResult:
        """The run judged, and scored by the rule that it was played by."""
        return judge(self.run, self.playable.worth, self.header.scoring)

    @property
    def is_copy(self) -> bool:
        """Whether it lies under another name than the attempt it holds."""
        return self.path.stem != self.header.attempt

    def disagreement(self) -> str:
        """How what its journal says of it differs from what follows from its replies; "" where nothing does."""
        return disagreement(self, end_data(self.header, self.run, self.playable.worth))


def read_record(path: Path, known: Playable | None = None) -> Record:
    """Read, check and replay a journal. UnusableInput when it is damaged or cannot be replayed.

    A `known` scenario is used instead of proving the kept text again, if it is the very one that was played.
    """
    return replayed(read_journal(path), known)


def replayed(journal: Journal, known: Playable | None = None) -> Record:
    """A journal replayed. UnusableInput when it is damaged or cannot be replayed.

    A `known` scenario is used instead of proving the kept text again, if it is the very one that was played.
    """
    where = str(journal.path)
    if journal.damage:
        raise UnusableInput(f"damaged at line {journal.damage.line}: {journal.damage.reason}", where=where)
    if not journal.events or journal.events[0].kind is not Kind.START:
        raise UnusableInput("this journal does not begin as an attempt does", where=where)
    header = header_from_data(journal.events[0].data, where)
    texts = [header.scenario.sha256, *((f.id, f.sha256) for f in header.frameworks)]
    if known and [known.scenario.sha256, *((f.id, f.sha256) for f in known.scenario.frameworks)] == texts:
        playable = known
    else:
        playable = _playable(header, where)
    variant = playable.scenario.variants.get(header.variant)
    if variant is None:
        raise UnusableInput(f'its scenario has no variant "{header.variant}"', where=where)
    log = fold(journal.events)
    try:
        run = replay(playable.machine, variant, header.seed, [*before(header), *(g.reply for g in log.given)])
    except NotOffered as error:
        raise UnusableInput(f"it cannot be replayed: {error.what}", where=where) from error
    return Record(journal.path, header, journal.events, log, playable, run, interruptions(journal))


def interruptions(journal: Journal) -> Interruptions:
    """What came between its beginning and its end; what is said after the end changes nothing of the play."""
    ended = next((e.number for e in journal.events if e.kind is Kind.END), len(journal.events) + 1)
    kinds = [e.kind for e in journal.events[: ended - 1]]
    cut = journal.state is JournalState.TORN and ended > len(journal.events)
    return Interruptions(kinds.count(Kind.RESUME), kinds.count(Kind.RECOVER), cut)


def end_data(header: Header, run: Run, scale: Scale | None) -> dict[str, JSON]:
    """What the end of an attempt says of it. The scale is None where the scenario is too large to be scored.

    From the second scoring rule on it keeps what the loss alone would score, and the reply that held the score down.
    """
    is_drill = header.parent is not None and header.parent.part is Part.DRILL
    ruling, critical = verdict(run), criticals(run)
    score = scale.score_run(run, header.scoring) if scale and not is_drill else None
    data: dict[str, JSON] = {
        "ending": run.scene.id if run.ending else None,
        "outcome": run.ending.outcome.value if run.ending else None,
        "verdict": ruling.value if ruling and not is_drill else None,
        "score": score.value if score else None,
        "loss": scale.loss(run) if scale else None,
        "critical": any(step.number >= len(before(header)) for step in critical),
    }
    if header.scoring is not ScoringRule.ABOVE_RANDOM:
        data["raw_score"] = score.raw if score else None
        data["held_by"] = f"{critical[0].scene.id}/{critical[0].response.id}" if score and score.held else None
    return data


def disagreement(record: Record, derived: Mapping[str, JSON]) -> str:
    """How what a journal says of an attempt differs from what follows from its replies; "" where nothing does.

    `derived` is what its end should say, as from `end_data`.
    """
    scenario, header = record.playable.scenario, record.header
    end = next((e for e in record.events if e.kind is Kind.END), None)
    pairs = [
        ("scenario", header.scenario.id, scenario.id),
        ("title", header.title, scenario.title),
        ("version", header.version, scenario.version),
    ]
    if end:
        pairs += [(name, end.data.get(name), value) for name, value in derived.items()]
    told = [f"{name} {_shown(said)} where {_shown(is_)} follows" for name, said, is_ in pairs if said != is_]
    if end and not record.ended:
        told.append("it says that it ended, and the replies lead to no end")
    return "; ".join(told)


def _shown(value: object) -> str:
    """A value of an end line in a sentence; whatever it is, it is short."""
    if value is None:
        return "none"
    text = f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)
    return clean_line(text)[:40]


def is_over(header: Header, run: Run) -> bool:
    """Whether nothing more is asked in it: at an ending, and in a drill after its one decision."""
    is_drill = header.parent is not None and header.parent.part is Part.DRILL
    return run.ending is not None or (is_drill and len(run.steps) > len(before(header)))


def before(header: Header) -> tuple[Reply, ...]:
    """The replies that were given before it branched off; none for an attempt from the beginning."""
    return header.parent.replies if header.parent else ()


def _playable(header: Header, where: str) -> Playable:
    """The scenario from the text kept in the record, never from today's file."""
    frameworks: dict[str, Framework] = {}
    for text in header.frameworks:
        framework = load_framework(text.text.encode(), text.name).framework
        if framework is None or framework.sha256 != text.sha256:
            raise UnusableInput(f'the framework "{text.id}" in it is not the one that was used', where=where)
        frameworks[text.id] = framework
    if sha256(header.scenario.text.encode()).hexdigest() != header.scenario.sha256:
        raise UnusableInput("the scenario in it is not the one that was played", where=where)
    loaded = load_scenario(header.scenario.text.encode(), header.scenario.name, frameworks)
    if loaded.scenario is None:
        raise UnusableInput(f"its scenario cannot be read any more: {loaded.findings[0]}", where=where)
    # It was proved when it was played; what later versions find wrong with it must not make the record unreadable.
    return Playable(Machine(loaded.scenario))
