"""Which judges are asked, and what the trainee is told of them."""

from collections.abc import Mapping

import pytest

from trainer.errors import UnusableInput
from trainer.grading.judge.client import Judge
from trainer.grading.judge.judges import find_judges
from trainer.output.phrases import judge_notice

LOCAL = "http://localhost:11434/v1"
ONE = {"judge_url": LOCAL, "judge_model": "llama3.2"}


def found(environment: Mapping[str, str], settings: Mapping[str, object], **said: list[str]) -> list[Judge]:
    judges = find_judges(environment, settings, **said)
    return list(judges.judges) if judges else []


def test_without_a_word_there_is_no_judge() -> None:
    assert find_judges({"TRAINER_JUDGE_KEY": "k"}, {}) is None
    assert find_judges({"TRAINER_JUDGE_URL": " "}, {"judge_model": "m"}) is None


def test_the_command_line_beats_the_environment_and_that_the_config_file() -> None:
    environment = {"TRAINER_JUDGE_URL": "http://env", "TRAINER_JUDGE_KEY": "k", "TRAINER_JUDGE_SECONDS": "2.5"}
    assert found({}, ONE) == [Judge(LOCAL, "llama3.2", "", 10.0)]
    assert found(environment, ONE) == [Judge("http://env/v1", "llama3.2", "k", 2.5)]
    assert found(environment, ONE, urls=["https://said/api/v2/"]) == [
        Judge("https://said/api/v2", "llama3.2", "k", 2.5)
    ]
    assert found({"TRAINER_JUDGE_URL": "off"}, ONE) == []
    assert found(environment, ONE, urls=["off"]) == []


def test_lists_pair_and_one_of_the_one_serves_several_of_the_other() -> None:
    two = {"judge_url": ["http://a", "http://b"], "judge_model": ["x", "y"]}
    assert [(j.url, j.model) for j in found({}, {**two})] == [("http://a/v1", "x"), ("http://b/v1", "y")]
    assert [j.name for j in found({"TRAINER_JUDGE_MODEL": "x y z"}, {**ONE})] == [
        f"{model}@localhost:11434" for model in "xyz"
    ]
    assert [j.model for j in found({"TRAINER_JUDGE_URL": "http://a http://b"}, {**ONE})] == ["llama3.2"] * 2


def test_a_key_goes_to_the_server_it_is_for_and_to_no_other() -> None:
    settings: dict[str, object] = {"judge_url": ["https://a/v1", "https://b/v1", "https://a/v2"], "judge_model": "m"}
    assert [j.key for j in found({"TRAINER_JUDGE_KEY": "k"}, settings)] == ["k", "", "k"]
    assert [j.key for j in found({"TRAINER_JUDGE_KEY": "k l m"}, settings)] == ["k", "l", "m"]
    assert "secret" not in repr(found({"TRAINER_JUDGE_KEY": "secret"}, settings))


@pytest.mark.parametrize(
    "url",
    ["localhost:11434", "ftp://a", "file:///etc/passwd", "http://", "http://a:99999", "http://u:p@a", "http://a?key=1",
     "http://a#x", "http://[::1", "http://a b", "http://ä"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_with_where_it_stands(url: str) -> None:
    with pytest.raises(UnusableInput, match="judge_url in the config file"):
        find_judges({}, {"judge_url": url, "judge_model": "m"})


@pytest.mark.parametrize(
    ("environment", "settings"),
    [
        ({}, {"judge_url": LOCAL}),
        ({}, {"judge_url": 7, "judge_model": "m"}),
        ({}, {"judge_url": [LOCAL, 7], "judge_model": "m"}),
        ({}, {"judge_url": [LOCAL] * 2, "judge_model": ["a", "b", "c"]}),
        ({}, {"judge_url": LOCAL, "judge_model": list("abcdef")}),
        ({}, {**ONE, "judge_seconds": 0}),
        ({}, {**ONE, "judge_seconds": 1e9}),
        ({}, {**ONE, "judge_seconds": True}),
        ({"TRAINER_JUDGE_SECONDS": "nan"}, ONE),
        ({"TRAINER_JUDGE_SECONDS": "soon"}, ONE),
        ({"TRAINER_JUDGE_KEY": "a b"}, ONE),
        ({"TRAINER_JUDGE_KEY": "ké"}, ONE),
    ],
)
def test_settings_that_make_no_judge_are_refused(
    environment: Mapping[str, str], settings: Mapping[str, object]
) -> None:
    with pytest.raises(UnusableInput):
        find_judges(environment, settings)


def test_the_trainee_is_told_where_words_go() -> None:
    assert judge_notice([]) == ""
    local = judge_notice([LOCAL, "http://127.0.0.1:8080/v1", "http://[::1]:1/v1"])
    assert "localhost:11434, 127.0.0.1:8080 and [::1]:1" in local
    assert local.endswith("That is this computer.")
    assert "unencrypted" in judge_notice(["http://10.0.0.5/v1"])
    away = judge_notice(["https://api.example.com/v1", LOCAL])
    assert "unencrypted" not in away
    assert "this computer" not in away
