"""Keeps the developer's own machine out of every test: home, config, folders, colours."""

import pytest
from hypothesis import settings

# How long an example takes is for the benchmarks to say.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test stands in an empty folder, in nobody's home."""
    home = tmp_path_factory.mktemp("home")
    here = tmp_path_factory.mktemp("here")
    for name in ("TRAINER_CONFIG", "TRAINER_SCENARIOS", "TRAINER_TRANSCRIPTS", "TRAINER_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("URL", "MODEL", "KEY", "SECONDS"):
        monkeypatch.delenv(f"TRAINER_JUDGE_{name}", raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(here)
