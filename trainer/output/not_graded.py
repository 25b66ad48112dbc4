"""What a trainee is told where the acts of their language cannot be used."""

from trainer.errors import TrainerError


def not_graded(error: TrainerError) -> str:
    """One line: what becomes of typed words, and which file is to blame. What is wrong in it is for its author."""
    why = f"{error.where} cannot be used" if error.where else error.what
    return f"What you type is asked about instead of graded: {why} (`trainer lint` tells why)."
