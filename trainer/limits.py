"""Every limit on what comes from outside, in one place, each with its reason."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """Bounds on one YAML document. A benchmark may pass larger ones; a file never can."""

    bytes: int = 1024 * 1024
    """Large enough for 500 scenes, small enough to read in a moment."""
    depth: int = 24
    """The format needs 9; deeper nesting only serves to exhaust a stack."""
    values: int = 50_000
    """Bounds the time and memory of reading."""
    items: int = 5_000
    """In one list or mapping."""
    text: int = 20_000
    """Characters in one value: a long page."""
    key: int = 128
    """Characters in one key."""
    findings: int = 200
    """A broken file is not answered with a broken screen."""


OPTIONS_IN_A_DECISION = 20
"""More cannot be read, let alone weighed, before a customer loses patience."""
REPLY_CHARACTERS = 4_000
"""The longest typed reply that is kept."""
NAME_CHARACTERS = 80
"""The longest name of a person."""
NUMBER_RANGE = 1_000
"""The widest range of a numeric fact: larger ones make the state graph too large to prove."""
STATES = 1_000_000
"""States explored before an analysis answers "not complete"."""
STATES_IN_PASSING = 300_000
"""The same for lint, play and records, which must answer within 10 s whatever the file: many times our largest one."""
CONFIG_BYTES = 64 * 1024
"""Of the config file: a hundred times what all settings and keys need."""
CONFIG_DEPTH = 8
"""Tables within tables in the config file; the names of keys need 4."""
PEOPLE_BYTES = 16 * 1024 * 1024
"""Of the list of people: some hundred thousand names."""
PROOFS_BYTES = 64 * 1024 * 1024
"""Of what proving a library has shown: thousands of scenarios."""
REPLIES_BYTES = 4 * 1024 * 1024
"""Of a file of replies: a thousand of the longest."""
STEPS_OF_TRYING = 160_000
"""Steps that lint takes to try cues and examples: 3 to 6 s whatever the file; our longest one takes a third of them.

A step is a character graded, 8 characters read or searched for cues, 250 characters compared with, or a cue found.
"""


@dataclass(slots=True)
class Allowance:
    """Counts the steps of a work that must end, and what was left undone because they were used up."""

    left: int
    undone: int = field(default=0, init=False)

    def afford(self, steps: int, things: int = 1) -> bool:
        """Take the steps of some things, if there are so many; else none, and they are undone."""
        if steps > self.left:
            self.undone += things
            return False
        self.left -= steps
        return True

    def charge(self, steps: int) -> None:
        """Take steps that were known only when they were done."""
        self.left = max(0, self.left - steps)
