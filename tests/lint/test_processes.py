"""Many files are checked in several processes, with the same answer."""

from __future__ import annotations

from pathlib import Path

from tests.lint.examples import bases, folder
from trainer.kinds import FileKind
from trainer.lint.check import FILES_FOR_PROCESSES, check_all
from trainer.lint.suppressions import FileReport


def test_many_files_give_what_each_gives_alone_in_their_order(tmp_path: Path) -> None:
    where = folder(tmp_path)
    files = []
    for number in range(FILES_FOR_PROCESSES):
        path = where / f"copy-{number}.yaml"
        text = bases()["small"].replace("minutes: 1", "minutes: 0") if number % 3 else bases()["small"]
        path.write_text(text, encoding="utf-8")
        files.append((path, FileKind.SCENARIO))
    files.insert(5, (where / "nowhere.yaml", FileKind.SCENARIO))
    together = list(check_all(files, [where], processes=2))
    assert together == list(check_all(files, [where], processes=1))
    assert isinstance(together[5], str)
    assert [len(r.findings) for r in together[:3] if isinstance(r, FileReport)] == [0, 1, 1]
