"""Names stand in one private file; people never merge."""

import os
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import NotWritable, UnusableInput, UsageError
from trainer.records.people import find, meet, read_people, tidy

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PEOPLE = Path("people.json")


def test_a_name_keeps_its_pseudonym() -> None:
    assert meet(PEOPLE, "Ann", NOW) == meet(PEOPLE, " Ann ", NOW)
    assert len(read_people(PEOPLE)) == 1


def test_names_that_look_alike_are_different_people() -> None:
    names = ["Ann", "ann", "Аnn", "Ann.", "Ann/..", "安"]
    pseudonyms = {meet(PEOPLE, name, NOW).pseudonym for name in names}
    assert len(pseudonyms) == len(names)


def test_one_name_composed_or_not_is_one_person() -> None:
    assert meet(PEOPLE, "Zoë", NOW) == meet(PEOPLE, "Zoe\u0308", NOW)


def test_the_file_is_private() -> None:
    meet(PEOPLE, "Ann", NOW)
    assert stat.S_IMODE(PEOPLE.stat().st_mode) == 0o600


def test_no_pseudonym_tells_a_name() -> None:
    assert "ann" not in meet(PEOPLE, "Ann", NOW).pseudonym


def test_a_name_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError):
        tidy(" \t\n")


def test_a_damaged_list_is_said_and_left_alone() -> None:
    PEOPLE.write_text("{]", encoding="utf-8")
    with pytest.raises(UnusableInput, match="damaged"):
        meet(PEOPLE, "Ann", NOW)
    assert PEOPLE.read_text(encoding="utf-8") == "{]"


def test_a_folder_that_is_a_file_is_said() -> None:
    Path("taken").write_text("", encoding="utf-8")
    with pytest.raises((NotWritable, UnusableInput)):
        meet(Path("taken") / "people.json", "Ann", NOW)


def test_someone_is_found_by_pseudonym_too() -> None:
    person = meet(PEOPLE, "Ann", NOW)
    assert find(read_people(PEOPLE), person.pseudonym) == person


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_name_is_kept_harmless_and_found_again(name: str) -> None:
    try:
        tidied = tidy(name)
    except UsageError:
        return
    assert tidied == tidy(tidied)
    assert "\n" not in tidied
    assert len(tidied) <= 80


def test_many_processes_at_once_lose_nobody() -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from trainer.records.people import meet;"
        "meet(Path('people.json'), sys.argv[1], datetime.now(UTC))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, f"P{n}"]) for n in range(8)]
    assert [process.wait(timeout=60) for process in running] == [0] * 8
    people = read_people(PEOPLE)
    assert sorted(p.name for p in people) == [f"P{n}" for n in range(8)]
    assert len({p.pseudonym for p in people}) == 8


def test_a_name_that_is_too_long_is_refused_not_cut() -> None:
    with pytest.raises(UsageError, match="at most 80"):
        tidy("x" * 81)


def test_what_a_crash_leaves_behind_is_swept_an_hour_later() -> None:
    meet(PEOPLE, "Ann", NOW)
    abandoned, under_way = Path(".writing/0123-people.json"), Path(".writing/4567-people.json")
    for path in (abandoned, under_way):
        path.write_text("half", encoding="utf-8")
    long_ago = time.time() - 7200
    os.utime(abandoned, (long_ago, long_ago))
    meet(PEOPLE, "Bea", NOW)
    assert not abandoned.exists()
    assert under_way.exists()
