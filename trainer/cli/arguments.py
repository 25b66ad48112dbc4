"""What several commands share: a parser that prints its example, the folders, hints, output."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from trainer.cleaning import clean
from trainer.errors import UnusableInput, UsageError
from trainer.files import is_folder, is_there, shown_path
from trainer.paths import Places, find_places

if TYPE_CHECKING:
    from trainer.records.people import Person

_BAR = 30
"""Columns of a progress bar."""
_UNTOLD = 0.5
"""Seconds that need no telling."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours."""

    _has_folders = False

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, do=f"`{self.prog} --help` shows how.")

    def add_folders(self) -> None:
        """`--scenarios` and `--transcripts`, once: `parse` has them come last where a command did not add them."""
        if not self._has_folders:
            self._has_folders = True
            self.add_argument("--scenarios", metavar="DIR", help="where your own scenarios lie")
            self.add_argument("--transcripts", metavar="DIR", help="where attempts are kept")


def parser(command: str, what: str, example: str) -> Parser:
    """The parser of a command, with an example under its help."""
    return Parser(
        prog=f"trainer {command}".strip(),
        description=what,
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def places(options: argparse.Namespace) -> Places:
    """The folders in use."""
    return find_places(
        os.environ,
        Path(),
        scenarios=getattr(options, "scenarios", None),
        transcripts=getattr(options, "transcripts", None),
    )


def attempts_and_people(where: Places, instead: str) -> tuple[Path, list[Person]]:
    """The folder attempts are read from, there or not, and everybody known. UnusableInput where it is no folder.

    Where the list of people is damaged nobody is known, and a word is said about it, and what to do `instead`.
    """
    from trainer.records.people import read_people

    folder = where.transcripts.readable
    if is_there(folder) and not is_folder(folder):
        what, do = "the transcripts cannot be listed: it is not a folder", "Name a folder with --transcripts."
        raise UnusableInput(what, where=shown_path(folder), do=do)
    people = where.people.readable
    try:
        return folder, read_people(people)
    except UnusableInput as error:
        say(f"trainer: {error} {instead}")
        return folder, []


def find_journal(where: Places, attempt: str) -> Path:
    """The journal of an attempt, by its id, the beginning of it, or its path, which needs no folder. UnusableInput."""
    from trainer.records.summary import find_attempt

    named = Path(attempt)
    alone = where.transcripts.known is None and named.suffix == ".jsonl"
    return find_attempt(named.parent if alone else where.transcripts.readable, attempt)


def parse(to: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line, the folders among them; file names that are not text are refused here."""
    to.add_folders()
    for argument in arguments:
        if any("\ud800" <= c <= "\udfff" for c in argument):
            raise UsageError("an argument is not valid UTF-8")
    return to.parse_args(list(arguments))


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about a word that is not known: the nearest that is, or where nothing is near something else."""
    from trainer.document.fields import nearest

    near = nearest(word, known)
    return f'Did you mean "{near}"?' if near else otherwise


def day(text: str) -> date:
    """A day on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--at needs a day such as 2026-03-01", where=text) from error


def say(line: str = "") -> None:
    """Words for people: to stderr, harmless."""
    print(clean(line), file=sys.stderr, flush=True)


def put(text: str) -> None:
    """Data for whoever reads it: to stdout, harmless."""
    print(clean(text), flush=True)


def put_into(output: str | None, text: str, *, what: str) -> None:
    """A document into the file named with `-o`; to stdout without one, and for `-`. `NotWritable`."""
    if output == "":
        raise UsageError("-o needs the name of a file", do="Without it, and for `-`, all goes to the screen.")
    if output and output != "-":
        from trainer.files import write_output

        write_output(Path(output), text, what=what)
    else:
        put(text.rstrip("\n"))


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A line on a terminal that tells how far something has come, once it has taken a moment; nothing in a pipe."""
    begun, drawn = time.monotonic(), False

    def draw(done: int, of: int) -> None:
        nonlocal drawn
        if sys.stderr.isatty() and time.monotonic() - begun > _UNTOLD:
            filled = _BAR * done // max(of, 1)
            drawn = True
            print(f"\r{what} [{'#' * filled}{'.' * (_BAR - filled)}] {done:,} of {of:,}", end="", file=sys.stderr)

    yield draw
    if drawn:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def put_json(document: Mapping[str, Any] | Sequence[Any], *, indent: int | None = 2) -> None:
    """One JSON document on stdout; ASCII only, so that nothing in it acts on a terminal."""
    print(json.dumps(document, indent=indent, ensure_ascii=True), flush=True)
