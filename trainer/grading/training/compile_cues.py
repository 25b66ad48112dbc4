"""Compiles a file of acts: `python -m trainer.grading.training.compile_cues ACTS` writes english.cues.json.gz.

Beside it, its hash and how its acts are told of, for what need not read it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from trainer.grading.cues.fire import build_matcher
from trainer.grading.cues.matcher import COMPILED_CUES, matcher_to_bytes
from trainer.principles.acts import PROVED_FILE, WORDINGS_FILE, load_acts


def main() -> int:
    """Compile the file named."""
    path = Path(sys.argv[1])
    acts = load_acts(path.read_bytes(), str(path)).acts
    if acts is None:
        print(f"{path}: these acts cannot be used; `trainer lint` says why", file=sys.stderr)
        return 3
    COMPILED_CUES.write_bytes(matcher_to_bytes(build_matcher(acts), acts.sha256))
    PROVED_FILE.write_text(acts.sha256 + "\n", encoding="ascii")
    wordings = {act.id: act.wording for act in acts.acts.values()}
    WORDINGS_FILE.write_text(json.dumps(wordings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{sum(len(a.cues) for a in acts.acts.values())} cues compiled; written to {COMPILED_CUES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
