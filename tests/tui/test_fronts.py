"""The same replies through the app, through `--plain` and from a file: the same is said, and the same recorded."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import pytest

from tests.cli.helpers import trainer
from tests.clocks import SetClock
from tests.tui.graded import say
from tests.tui.stand import Stand, asked, at_play, press_reply, wait_until
from trainer.grading.matching import SURE_MATCH
from trainer.output.phrases import heard_lines
from trainer.output.transcript import render_text
from trainer.paths import find_places
from trainer.play import narration
from trainer.records.event import JSON, Kind
from trainer.records.header import Mode
from trainer.records.record import Record, read_record
from trainer.session.services import Services
from trainer.session.typed_words import WordGrading
from trainer.settings import Settings
from trainer.tui.app import Start, TrainerApp
from trainer.tui.screens.play import PlayScreen

SEED = 4
"""One with which it is not asked how sure one is: that can only be asked of somebody who sits there."""
PLAYS = {
    "chosen": ["chat", "help"],
    "typed": ["= Dulles, did I get that right?", "shrug"],
    "asked what was meant": ["= qwer asdf zxcv", "check", "help"],
    "none of these": ["= qwer asdf zxcv", "none", "grunt"],
    "harm": ["= That is not my job, so stop whining."],
    "not meant so": ["= Dulles, did I get that right then?", "!meant chat", "help"],
    "none of them was meant": ["= Dulles, did I get that right then?", "!meant none", "check", "help"],
}


class Fronts:
    """One small scenario, and a folder of attempts for each way of playing it."""

    def __init__(self, stand: Stand, mode: Mode) -> None:
        self.stand = stand
        self.mode = mode

    def environment(self, front: str) -> dict[str, str]:
        folder = self.stand.folder
        return {
            "TRAINER_CONFIG": str(folder / "config.toml"),
            "TRAINER_SCENARIOS": str(self.stand.scenarios),
            "TRAINER_TRANSCRIPTS": str(folder / front),
        }

    def record(self, front: str) -> Record:
        (path,) = (self.stand.folder / front).glob("*.jsonl")
        return read_record(path)

    def options(self) -> list[str]:
        """What all ways of playing are told on the command line."""
        return ["play", "small", "--variant", "one", "--seed", str(SEED), "--mode", self.mode.value, "--trainee", "Ann"]

    def by_file(self, replies: list[str]) -> None:
        path = self.stand.folder / "replies.txt"
        path.write_text("\n".join(replies) + "\n", encoding="utf-8")
        done = trainer(*self.options(), "--replies", str(path), **self.environment("replies"))
        assert done.code == 0, done.err

    def by_lines(self, replies: list[str]) -> str:
        """What was told."""
        answers = _numbers(self.record("replies"), replies)
        done = trainer(*self.options(), "--plain", stdin="\n".join(answers) + "\n\n\n\n", **self.environment("plain"))
        assert done.code == 0, done.err
        return done.out

    async def by_keys(self, replies: list[str]) -> None:
        places = find_places(self.environment("app"), self.stand.folder)
        services = Services(
            places, SetClock(), random.Random(1), "app", Settings(time_limits="off"), environment=os.environ
        )
        start = Start(scenario="small", variant="one", seed=SEED, mode=self.mode, trainee="Ann")
        async with TrainerApp(services, start).run_test(size=(120, 60)) as pilot:
            play = await at_play(pilot)
            sitting = play.sitting
            assert sitting is not None
            for reply, following in zip(replies, [*replies[1:], ""], strict=True):
                before = len(sitting.attempt.run.steps)
                if reply.startswith("= "):
                    await say(pilot, play, reply[2:], go_on=not following.startswith("!meant"))
                    await wait_until(pilot, lambda n=before: _has_moved(play, n))  # type: ignore[misc]
                    await asked(pilot, play)
                elif reply.startswith("!meant"):
                    await pilot.press("n")
                    await wait_until(pilot, lambda: sitting.reopened is not None)
                    await asked(pilot, play)
                    meant = reply.removeprefix("!meant ")
                    ids = [*(option.id for option in sitting.options), "none"]
                    await pilot.press(str(ids.index(meant) + 1))
                    await wait_until(pilot, lambda: sitting.reopened is None)
                    await asked(pilot, play)
                elif reply == "none":
                    await pilot.press(str(len(sitting.options) + 1))
                    await wait_until(pilot, lambda: not sitting.words)
                    await asked(pilot, play)
                else:
                    await press_reply(pilot, play, reply)


def _has_moved(play: PlayScreen, before: int) -> bool:
    sitting = play.sitting
    return sitting is not None and (bool(sitting.words) or len(sitting.attempt.run.steps) > before)


def _numbers(record: Record, replies: list[str]) -> list[str]:
    """The same replies as lines of `--plain`, which numbers options in the order in which they were shown."""
    shown = {str(e.data["scene"]): e.data["options"] for e in record.events if e.kind is Kind.SHOWN}
    answers = [e for e in record.events if e.kind in (Kind.REPLY, Kind.ASKED, Kind.CORRECTION)]
    lines, at = [], 0
    for reply, following in zip(replies, [*replies[1:], ""], strict=True):
        options: Any = shown[str(answers[at].data["scene"])]
        if reply.startswith("= "):
            lines.append(f"t {reply[2:]}")
            grade: Any = answers[at].data.get("grade", {})
            matched = answers[at].kind is Kind.REPLY and answers[at].data.get("resolved") == "matched"
            if matched and not following.startswith("!meant"):
                ends = answers[at] is answers[-1] and record.run.ending is not None
                sure = grade["abstained"] == "copied" or (grade["similarity"] >= SURE_MATCH and not ends)
                lines += [] if sure else [""]
            at += matched
        elif reply.startswith("!meant"):
            meant = reply.removeprefix("!meant ")
            lines += ["n", "0" if meant == "none" else str(options.index(meant) + 1)]
            at += 1 if meant == "none" else 2
        else:
            lines.append("0" if reply == "none" else str(options.index(reply) + 1))
            at += 1
    return lines


def _recorded(record: Record) -> list[tuple[str, dict[str, JSON]]]:
    """Everything in a journal but when, by which front and under which name."""
    told = []
    for event in record.events:
        if event.kind in (Kind.SELF_RATING, Kind.CLOSE):
            continue
        own = ("attempt", "front", "trainee", "number", "app")
        told.append((event.kind.value, {k: v for k, v in event.data.items() if k not in own}))
    return told


def _words_of(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("mode", [Mode.COACH, Mode.PRACTICE])
@pytest.mark.parametrize("name", PLAYS)
async def test_every_way_of_playing_says_and_records_the_same(name: str, mode: Mode, stand: Stand) -> None:
    fronts, replies = Fronts(stand, mode), PLAYS[name]
    fronts.by_file(replies)
    told = _words_of(fronts.by_lines(replies))
    await fronts.by_keys(replies)
    by_file, by_lines, by_keys = (fronts.record(front) for front in ("replies", "plain", "app"))
    assert _recorded(by_lines) == _recorded(by_file)
    assert _recorded(by_keys) == _recorded(by_file)
    for step in by_file.run.steps:
        for utterance in (*narration.reply_lines(by_file.run, step), *narration.consequence(by_file.run, step)):
            assert _words_of(utterance.text) in told
    graded = by_file.given[0].graded
    if mode is Mode.COACH and graded:
        assert all(_words_of(line) in told for line in heard_lines_of(by_keys))
    assert _without_names(by_lines) == _without_names(by_file) == _without_names(by_keys)


def heard_lines_of(record: Record) -> list[str]:
    """What every front says was heard in the first reply."""
    from tests.grading.shipped import shipped
    from trainer.grading.grader import ReplyGrader
    from trainer.records.storage import MemoryStorage
    from trainer.session.debriefing import Debriefing

    debriefing = Debriefing(record, MemoryStorage(SetClock()), WordGrading(lambda: ReplyGrader(shipped())))
    heard = debriefing.heard(0)
    return heard_lines(record.run, heard, debriefing.titles) if heard else []


def _without_names(record: Record) -> str:
    """The transcript but for ids, times and the front."""
    text = re.sub(r", after \d+ s", "", render_text(record))
    own = (record.header.attempt, record.header.trainee, record.receipt)
    for word in own:
        text = text.replace(word, "…")
    return "\n".join(
        line for line in text.splitlines() if not line.startswith(("Played", "Time taken", "Receipt", "You saw it"))
    )
