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
from trainer.records.people import SpeltOtherwise, find, meet, read_people, spelt_otherwise, tidy

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


SPELLINGS = [
    "josé",
    "JOSÉ",
    "Jose\u0301",
    "jose\u0301",
    "Ｊｏｓé",
    " José",
    "Jo\u200bsé",
    "Jo\u00adsé",
    "José\ufe0f",
    "\u2060josé",
]
OTHERS = ["Jose", "Josée", "J. osé", "Jоsé", "José.", "Jo sé"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_another_spelling_of_a_known_name_is_neither_taken_for_it_nor_made_a_second_person(name: str) -> None:
    jose = meet(PEOPLE, "José", NOW)
    if find([jose], name):
        assert meet(PEOPLE, name, NOW, apart=False) == jose
        return
    with pytest.raises(SpeltOtherwise, match="José") as error:
        meet(PEOPLE, name, NOW, apart=False)
    assert error.value.people == [jose]
    assert read_people(PEOPLE) == [jose]


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_that_only_looks_alike_is_met_without_a_word(name: str) -> None:
    jose = meet(PEOPLE, "José", NOW)
    assert meet(PEOPLE, name, NOW, apart=False).pseudonym != jose.pseudonym


@pytest.mark.parametrize(
    ("one", "other"), [("STRASSE", "Straße"), ("ΝΙΚΟΣ", "Νικος"), ("ﬁona", "Fiona"), ("Ann  Lee", "Ann\u00a0Lee")]
)
def test_spellings_of_other_scripts_and_spaces_are_told(one: str, other: str) -> None:
    first = meet(PEOPLE, one, NOW)
    assert find([first], other) == first or spelt_otherwise([first], other) == [first]


def test_once_two_spellings_are_two_people_each_is_found_by_its_own() -> None:
    two = [meet(PEOPLE, name, NOW) for name in ("José", "josé")]
    assert [meet(PEOPLE, name, NOW, apart=False) for name in ("José", "josé")] == two
    with pytest.raises(SpeltOtherwise) as error:
        meet(PEOPLE, "JOSÉ", NOW, apart=False)
    assert error.value.people == two


def test_a_name_that_was_kept_decomposed_is_found() -> None:
    PEOPLE.write_text(
        '{"format": "people/1", "people": [{"pseudonym": "t-1", "name": "Zoe\u0308", "since": ""}]}', "utf-8"
    )
    assert meet(PEOPLE, "Zoë", NOW, apart=False).pseudonym == "t-1"


DEEP = 100_000
DAMAGED = {
    "brackets": "[" * DEEP,
    "closed brackets": "[" * DEEP + "]" * DEEP,
    "objects": '{"format": ' * DEEP,
    "a nested format": '{"format": ' + "[" * 900 + "]" * 900 + "}",
    "nested people": '{"format": "people/1", "people": ' + "[" * DEEP + "]" * DEEP + "}",
    "a number": "1" * 10_000,
    "a list": "[]",
    "null": "null",
    "no people": '{"format": "people/1"}',
    "people by name": '{"format": "people/1", "people": {"Ann": 1}}',
    "a name that is no text": '{"format": "people/1", "people": [{"pseudonym": "t-1", "name": {}, "since": ""}]}',
    "another kind of file": '{"format": "attempt/1"}',
    "nothing": "",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_list_that_is_damaged_in_any_way_is_said_and_left_alone(text: str) -> None:
    PEOPLE.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match="damaged"):
        meet(PEOPLE, "Ann", NOW)
    assert PEOPLE.read_text(encoding="utf-8") == text


def test_a_list_of_a_newer_version_and_one_without_end_are_said() -> None:
    PEOPLE.write_text('{"format": "people/2", "people": []}', encoding="utf-8")
    with pytest.raises(UnusableInput, match="people/2"):
        read_people(PEOPLE)
    with PEOPLE.open("wb") as file:
        file.truncate(3 * 2**30)
    with pytest.raises(UnusableInput, match="damaged: it is larger"):
        read_people(PEOPLE)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links as POSIX has them")
@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device"])
def test_what_is_no_file_is_not_taken_for_the_list(kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(PEOPLE)
    elif kind == "folder":
        PEOPLE.mkdir()
    else:
        PEOPLE.symlink_to(PEOPLE if kind == "loop" else "/dev/zero")
    with pytest.raises(UnusableInput, match="cannot be read"):
        meet(PEOPLE, "Ann", NOW)
