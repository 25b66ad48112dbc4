"""A stand for each test."""

from pathlib import Path

import pytest

from tests.tui.stand import Stand


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    """Folders with the small scenario in them."""
    return Stand(tmp_path)
