"""What a user is told when something cannot be used."""

import pytest

from trainer.errors import TrainerError


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("it is torn", "here: it is torn. Look."),
        ("It is torn.", "here: It is torn. Look."),
        ("Did you mean this?", "here: Did you mean this? Look."),
    ],
)
def test_a_sentence_ends_once(what: str, said: str) -> None:
    assert str(TrainerError(what, where="here", do="Look.")) == said
