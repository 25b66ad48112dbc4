"""What deliberate personas score in the library's scenarios, the mean over seeds and variants.

    python tests/benchmarks/personas.py

The order that must hold is tested in `tests/analysis/test_personas.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.personas import SEEDS, personas, scored


def main() -> None:
    """Print the table, the best first."""
    print(f"{'persona':<56} {'score':>6} {'raw':>6} {'loss':>7}   ends in ({len(SEEDS)} seeds)")
    rows = [(scored(persona), f"{persona.name}, {persona.scenario}") for persona in personas()]
    for found, name in sorted(rows, key=lambda row: -row[0].score):
        line = f"{name[:56]:<56} {found.score:>6.1f} {found.raw:>6.1f} {found.loss:>7.1f}   {', '.join(found.endings)}"
        print(line)


if __name__ == "__main__":
    main()
