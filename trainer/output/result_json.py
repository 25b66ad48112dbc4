"""The result of a run as the command line's contract has it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainer.analysis.judgement import RunResult
from trainer.records.header import Header


def result_json(header: Header, result: RunResult, files: Mapping[str, Path | None]) -> dict[str, Any]:
    """One JSON document. Everything that is not known, or not scored, is null: never 0 and never 100."""
    ending = result.run.ending
    costs = {d.step.number: _whole(d.cost) for d in result.decisions}
    return {
        "attempt": header.attempt,
        "scenario": header.scenario.id,
        "variant": header.variant,
        "seed": header.seed,
        "mode": header.mode.value,
        "ending": result.run.scene.id if ending else None,
        "outcome": ending.outcome.value if ending else None,
        "score": None if result.score is None else round(result.score, 2),
        "loss": _whole(result.loss) if result.known else None,
        "verdict": result.verdict.value if result.verdict else None,
        "critical": bool(result.critical),
        "touchpoints": [{"id": t.id, "level": t.level} for t in result.touchpoints],
        "principles": {
            key: {"lowest": r.lowest, "mean": round(r.mean, 4), "count": r.count} if r else None
            for key, r in result.principles.items()
        },
        "decisions": [
            {
                "scene": step.scene.id,
                "reply": step.reply.response,
                "marks": step.levels,
                "loss": _whole(step.loss),
                "cost": costs.get(step.number),
                **({} if step.reply.rated else {"rated": False}),
            }
            for step in result.run.steps
        ],
        "files": {kind: str(path) if path else None for kind, path in files.items()},
    }


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value
