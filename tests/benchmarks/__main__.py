"""Run every benchmark, one after another.

python tests/benchmarks
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """The number of benchmarks that could not be run."""
    failed = 0
    for path in sorted(HERE.glob("[a-z]*.py")):
        print(f"== {path.stem}", flush=True)
        failed += subprocess.run([sys.executable, str(path)], cwd=HERE.parent.parent, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
