"""A stand for each test."""

from pathlib import Path

import pytest

from tests.tui.stand import Stand
from trainer.tui.keys import StrayKeyGuard


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read what is asked the moment it stands there, and mean each key by itself."""
    monkeypatch.setattr(StrayKeyGuard, "SETTLE", 0.0)
    monkeypatch.setattr(StrayKeyGuard, "BURST", 0.0)


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    """Folders with the small scenario in them."""
    return Stand(tmp_path)
