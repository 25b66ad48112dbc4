"""Scenarios for pictures: the small one with other ends, and one whose every text is an attack."""

from __future__ import annotations

from tests.scenarios import HEAD, SMALL, load
from trainer.analysis.playable import Checked, check

PAYLOAD = '</title></svg><script>alert(1)</script>"]; end --> %% x #quot; \\N {{{{'
SAFE_PAYLOAD = PAYLOAD.replace("{{{{", "{ {")

HOSTILE = (
    HEAD.replace('name: "{{ guest }}"', "name: Ann").replace("A small one", "'" + SAFE_PAYLOAD + "'")
    + f"""\
start: one
scenes:
  one:
    touchpoint: |
      {SAFE_PAYLOAD}
    lines:
      - guest: |
          {SAFE_PAYLOAD}
    decide: |
      {SAFE_PAYLOAD}
    responses:
      - {{id: a, say: Yes, next: end}}
      - {{id: b, say: No, next: graph}}
  end:
    ending:
      outcome: good
      title: |
        {SAFE_PAYLOAD}
      lesson: |
        {SAFE_PAYLOAD}
  graph:
    ending: {{outcome: bad, lesson: So.}}
"""
)

UNLINKED = SMALL + "  attic:\n    lines:\n      - narrator: |\n          Dust.\n    next: happy\n"
CIRCLE = SMALL.replace("next: home", "next: counter", 1)
TRAP = (
    HEAD.replace('name: "{{ guest }}"', "name: Ann")
    + """\
start: one
scenes:
  one:
    decide: What now?
    time_limit: 20
    responses:
      - {id: sweet, say: Sure, marks: {warmth: {level: 4, why: Warm.}}, next: two}
      - {id: plain, say: Well, marks: {warmth: {level: 3, why: Fair.}}, next: good}
    timeout: {next: bad}
  two:
    decide: And now?
    responses:
      - {id: a, say: A, marks: {care: {level: 0, why: No.}}, next: bad}
      - {id: b, say: B, marks: {care: {level: 1, why: No.}}, next: bad}
  good:
    ending: {outcome: good, lesson: So.}
  bad:
    ending: {outcome: bad, loss: 9, lesson: So.}
"""
)


def checked(text: str) -> Checked:
    """What a check of a text against the demonstration framework found."""
    return check(load(text))
