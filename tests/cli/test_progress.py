"""`trainer progress`."""

from datetime import timedelta
from pathlib import Path

from tests.cli.helpers import Done, trainer
from tests.clocks import SetClock
from tests.scenarios import playable
from trainer.records.attempt import Setup
from trainer.records.folder import start_attempt
from trainer.records.header import Mode
from trainer.records.people import meet

FOLDER = Path("transcripts")


def practised() -> str:
    """Five days of Ann, the last reply of the third not so good; her pseudonym."""
    clock = SetClock()
    ann = meet(FOLDER / "people.json", "Ann", clock.now()).pseudonym
    for day, last in enumerate(("help", "help", "shrug", "help", "help")):
        setup = Setup(("one", "two")[day % 2], day, Mode.CHECK, ann, "test")
        with start_attempt(FOLDER, playable(), setup, clock) as attempt:
            attempt.answer("check")
            attempt.answer(last)
        clock.wall += timedelta(days=1)
    return ann


def progress(who: str, *more: str) -> Done:
    return trainer("progress", who, "--transcripts", str(FOLDER), *more)


def test_progress_is_told_principle_by_principle_and_never_the_best() -> None:
    practised()
    done = progress("Ann", "--at", "2026-11-27")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Ann: 5 tries count.\n")
    speed = done.out.split("demo.speed\n")[1].split("\n\n")[0]
    assert speed.split("\n")[:3] == [
        "  ▆▆▃▆▆  5 tries; floor poor, median 3, spread 0.4",
        "  at standard 4 of 5, which proves at least 51%; longest run 2",
        "  chance that the next three all are: 40%; critical errors: 1",
    ]
    assert "tomorrow     demo.speed (tests)" in done.out
    assert "best" not in done.out


def test_as_json_every_number_has_a_name() -> None:
    ann = practised()
    found = progress(ann, "--json", "--at", "2026-11-26").json
    assert found["trainee"] == ann
    assert found["attempts"] == {
        "counted": 5,
        "taken_back": 0,
        "interrupted_checks": 0,
        "unfinished": 0,
        "drills": 0,
        "what_ifs": 0,
        "left_out": [],
    }
    care = found["principles"]["demo.care"]
    assert (care["tries"], care["floor"], care["share"], care["longest_run"]) == (5, 4, 1, 5)
    assert care["pass_k"] == {"k": 3, "chance": 1}
    assert care["proves"] == {"sure": 0.8, "at_least": 0.725}
    assert care["mastery"]["first_tries"] == 2
    assert found["principles"]["demo.evenness"]["levels"] == [3, 3, 1, 3, 3]
    assert [(d["principle"], d["planned"], d["days"]) for d in found["due"]] == [
        ("demo.speed", "2026-11-28", 3),
        ("demo.care", "2026-12-03", 7),
        ("demo.warmth", "2026-12-03", 7),
    ]


def test_a_damaged_record_is_named_and_left_out() -> None:
    practised()
    first = sorted(FOLDER.glob("*.jsonl"))[0]
    first.write_bytes(first.read_bytes().replace(b"check", b"chalk", 1))
    done = progress("Ann")
    assert done.code == 1
    assert done.out.startswith("Ann: 4 tries count.")
    assert f"{first.stem}: left out, damaged" in done.err


def test_nobody_of_a_name_is_said_with_the_nearest_one() -> None:
    practised()
    done = progress("Anna")
    assert done.code == 3
    assert 'Did you mean "Ann"?' in done.err


def test_somebody_who_has_not_practised_yet_is_told_so() -> None:
    meet(FOLDER / "people.json", "Bob", SetClock().now())
    assert progress("Bob").out == "Bob: 0 tries count.\n"


def test_without_the_list_of_people_a_pseudonym_does() -> None:
    ann = practised()
    (FOLDER / "people.json").write_text("{", encoding="utf-8")
    done = progress(ann)
    assert done.code == 0
    assert "Use a pseudonym." in done.err


def test_a_day_that_is_none_and_a_setting_that_is_none_are_refused(tmp_path: Path) -> None:
    practised()
    assert progress("Ann", "--at", "tomorrow").code == 2
    config = tmp_path / "config.toml"
    config.write_text('schedule = "never"\n', encoding="utf-8")
    done = trainer("progress", "Ann", "--transcripts", str(FOLDER), TRAINER_CONFIG=str(config))
    assert done.code == 2
    assert "ladder, fsrs" in done.err
