"""`python -m trainer` is the `trainer` command."""

from trainer.cli import main

if __name__ == "__main__":
    # Processes that help another one import this module too.
    raise SystemExit(main())
