"""Everything that can be proved about a scenario, each part worked out when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property

from trainer.analysis import scoring_faults
from trainer.analysis.coverage import ConditionCoverage, FactUse, Reached, condition_coverage, fact_uses, reached
from trainer.analysis.graph import Graph
from trainer.analysis.worth import Worth, worth


@dataclass(frozen=True)
class Proofs:
    """What follows from the state graph of a scenario, as plain values with witnesses.

    Something that was met is proved, and its witness shows it. That something cannot be is proved where `complete`;
    otherwise it was only not observed. What needs the worth of replies (`no_way_back` and those below it) is None where
    that is not known: the bound was reached, a state can come back, or a decision can be dead.
    """

    graph: Graph

    @property
    def complete(self) -> bool:
        """Whether every state was seen."""
        return self.graph.complete

    @property
    def loop(self) -> tuple[list[str], list[str]] | None:
        """A way to come back to a state: the replies from the start to it, and those back. None: every run ends."""
        return self.graph.loop

    @cached_property
    def reached(self) -> Reached:
        """Scenes, endings, replies and dead decisions."""
        return reached(self.graph)

    @cached_property
    def conditions(self) -> tuple[ConditionCoverage, ...]:
        """Every condition, and whether it is ever true and ever false."""
        return condition_coverage(self.graph)

    @cached_property
    def facts(self) -> tuple[FactUse, ...]:
        """Where the text reads and writes each fact."""
        return fact_uses(self.graph.machine.scenario)

    @cached_property
    def worth(self) -> Worth | None:
        return worth(self.graph) if self.complete and not self.graph.dead else None

    @cached_property
    def _hope(self) -> scoring_faults.RandomOutlook | None:
        return scoring_faults.RandomOutlook(self.graph, self.worth) if self.worth else None

    @cached_property
    def no_way_back(self) -> tuple[scoring_faults.NoWayBack, ...] | None:
        """Mistakes that cannot be made good and are not marked critical."""
        return scoring_faults.no_way_back(self.graph, self.worth, self._hope) if self.worth and self._hope else None

    @cached_property
    def early_exits(self) -> tuple[scoring_faults.EarlyExit, ...] | None:
        """Replies with which giving up outscores seeing it through."""
        return scoring_faults.early_exits(self.graph, self.worth, self._hope) if self.worth and self._hope else None

    @cached_property
    def silence_pays(self) -> tuple[scoring_faults.SilencePays, ...] | None:
        """Time-outs and fallbacks that cost nothing."""
        return scoring_faults.silence_pays(self.graph, self.worth) if self.worth else None

    @cached_property
    def traps(self) -> tuple[scoring_faults.Trap, ...] | None:
        """Best-marked replies that cost something later."""
        return scoring_faults.traps(self.graph, self.worth) if self.worth else None
