"""Attempts kept in a folder: one journal each, and the acts that typed words were graded by."""

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.analysis.playable import Playable
from trainer.errors import UnusableInput
from trainer.files import is_there, write_private
from trainer.principles.acts import Acts
from trainer.records.attempt import Attempt, Setup
from trainer.records.event import JSON, Clock, Kind
from trainer.records.index import numbered
from trainer.records.writer import JournalWriter

ACTS = "acts"


@dataclass(frozen=True)
class FolderStorage:
    """Attempts in a folder, which is made when something is kept in it."""

    folder: Path
    clock: Clock

    def create(self, trainee: str, begin: Callable[[int], tuple[str, Mapping[str, JSON]]]) -> JournalWriter:
        """Whoever begins an attempt at the same time waits, so that no two have the same number."""
        with numbered(self.folder, trainee) as number:
            name, data = begin(number)
            writer = JournalWriter.create(self.folder / f"{name}.jsonl", self.clock)
            with contextlib.ExitStack() as undo:
                undo.callback(writer.path.unlink, missing_ok=True)
                undo.callback(writer.close)
                writer.append(Kind.START, data)
                undo.pop_all()
            return writer

    def reopen(self, path: Path) -> JournalWriter:
        """A journal, wherever it lies; a torn one is recovered first."""
        return JournalWriter.reopen(path, self.clock)

    def keep_acts(self, acts: Acts) -> None:
        """Keep the text of some acts, if it is not kept yet: one file for each version ever used. NotWritable."""
        path = acts_path(self.folder, acts.sha256)
        if not is_there(path):
            write_private(
                path, acts.text, what="the acts cannot be kept", do="Choose another folder with --transcripts."
            )


def start_attempt(folder: Path, playable: Playable, setup: Setup, clock: Clock) -> Attempt:
    """Begin an attempt in a folder. NotWritable before anything is asked of the trainee."""
    return Attempt.begin(FolderStorage(folder, clock), playable, setup, clock)


def resume_attempt(path: Path, clock: Clock) -> Attempt:
    """Go on with an attempt where it stopped. UnusableInput when it is damaged, ended, or open elsewhere."""
    return Attempt.resume(FolderStorage(path.parent, clock).reopen(path))


def acts_path(folder: Path, sha256: str) -> Path:
    """Where the acts of a hash are kept, beside the journals in a folder."""
    return folder / ACTS / f"{sha256}.yaml"


def kept_acts(folder: Path, sha256: str) -> str:
    """The text of acts as they were used. UnusableInput when it is gone, or is not what was kept."""
    path = acts_path(folder, sha256)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput("the acts of this record are not kept any more", where=str(path)) from error
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise UnusableInput("these are not the acts that were used", where=str(path))
    return text
