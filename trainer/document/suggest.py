"""The known word that somebody probably meant."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None if none is alike."""
    # Imported here: it is needed only when something is wrong, and start-up is not the time for it.
    from difflib import get_close_matches

    by_fold = {candidate.casefold(): candidate for candidate in known}
    # Comparing takes time that grows with the square of the length; no real word is longer.
    close = get_close_matches(word[:128].casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None
