"""What an importer says in a document's comments, and what may not be concluded because of it."""

from __future__ import annotations

import re

UNSEEN = "imported: links not seen in"
"""Begins a comment about a scene from which more ways may lead than the document has."""
_UNSEEN = re.compile(rf"^#[ \t]*{UNSEEN} ([a-z0-9][a-z0-9_-]{{0,63}})(?=[\s:(]|$)", re.MULTILINE)


def scenes_with_unseen_links(text: str) -> frozenset[str]:
    """The scenes from which an importer could not see every link.

    While there is one, no scene of the document may be called unreachable: the missing link may lead there.
    A trainer who has put the links in deletes the comment.
    """
    return frozenset(match[1] for match in _UNSEEN.finditer(text))
