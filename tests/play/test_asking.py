"""Before which replies it is asked how sure one is."""

from trainer.play.run import asks_confidence


def test_it_is_asked_once_in_every_three_decisions() -> None:
    for seed in range(50):
        asked = [asks_confidence(seed, number) for number in range(30)]
        assert all(sum(asked[n : n + 3]) == 1 for n in range(0, 30, 3))


def test_the_same_attempt_is_asked_at_the_same_places_always() -> None:
    assert [n for n in range(12) if asks_confidence(1, n)] == [1, 3, 8, 10]


def test_which_of_the_three_it_is_depends_on_the_seed() -> None:
    first = [next(n for n in range(3) if asks_confidence(seed, n)) for seed in range(300)]
    assert all(80 < first.count(n) < 120 for n in range(3))
