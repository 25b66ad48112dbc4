"""From a record to what its transcript tells of the debrief."""

from __future__ import annotations

from trainer.output import practice_phrases as say
from trainer.output.phrases import act_title
from trainer.output.view_debrief import Debriefed, Model, Objection, Pick, Rewrite
from trainer.practice.debrief import DecisionLine, ModelReply, debrief
from trainer.practice.debrief_events import Disputed, Rewritten, disputes, regrade, rewrites, second_receipt
from trainer.records.record import Record


def debriefed(record: Record) -> Debriefed | None:
    """The debrief of an attempt; None before its end, and for what was played beside one."""
    told = debrief(record) if record.header.parent is None else None
    if told is None:
        return None
    number = len(told.decisions)
    return Debriefed(
        rating=say.rating_line(told.self_rating) if told.self_rating else "",
        sure=tuple(filter(None, (say.confidence_line(told.decisions), *say.sure_lines(told.decisions)))),
        curve=told.curve,
        curve_text=say.curve_line(told.curve),
        strength=_pick(told.strength, best=True),
        fix=_pick(told.fix, best=False),
        model=_model(told.near_miss),
        rewrites=tuple(_rewrite(record, one) for one in rewrites(record.events, number)),
        objections=tuple(_objection(record, one) for one in disputes(record.events, number)),
        goal=told.goal,
        receipt=second_receipt(record.events),
    )


def _pick(found: DecisionLine | None, *, best: bool) -> Pick | None:
    return Pick(found.number + 1, say.reply_words(found), say.reason_words(found, best=best)) if found else None


def _model(found: ModelReply | None) -> Model | None:
    if found is None:
        return None
    (mine, *levels), (text, *better) = say.model_lines(found)
    number = found.decision.number + 1
    return Model(number, say.cost_words(found.decision), mine, tuple(levels), text, tuple(better))


def _rewrite(record: Record, one: Rewritten) -> Rewrite:
    found = regrade(record, one.number, one.graded) if one.graded else None
    heard = say.regraded_lines(record.run, found, {}) if found else ["Its grade cannot be read."]
    return Rewrite(one.number + 1, one.words, tuple(heard))


def _objection(record: Record, one: Disputed) -> Objection:
    principle = record.playable.scenario.principles.get(one.about)
    return Objection(one.number + 1, principle.title if principle else act_title(one.about, {}), one.reason)
