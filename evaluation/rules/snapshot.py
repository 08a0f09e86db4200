"""A computed round as plain data that stays readable when the instrument changes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from evaluation.rules.agreement import Spread
from evaluation.rules.ballots import NOT_APPLICABLE, UNKNOWN, Ballot
from evaluation.rules.grading import Graded
from evaluation.rules.instrument import Dimension, Grade, Instrument, Item
from evaluation.rules.outcome import Outcome
from evaluation.rules.scoring import Scores, Turnout
from evaluation.rules.trend import Change, Comparison

SHAPE = 1
Plain = dict[str, Any]


def snapshot(
    outcome: Outcome,
    *,
    ballots: Sequence[Ballot],
    instrument: Instrument,
    reasons: Mapping[str, str],
    trend: Comparison | None,
) -> Plain:
    """Exact fractions are written as text, "1275/16"; nothing in here is rounded."""
    return {
        "shape": SHAPE,
        **_form(instrument),
        "groups": [
            _group(turnout, outcome, reasons.get(turnout.group.code, ""))
            for turnout in outcome.turnouts
        ],
        "dimensions": [_dimension(each, outcome) for each in instrument.dimensions],
        "items": [_item(item, outcome, ballots) for item in instrument.items],
        "merged": {
            "groups": list(outcome.merged.groups),
            "ballots": outcome.merged.ballots,
            **_scores(outcome.merged.scores),
        },
        **_whole(outcome),
        "trend": _trend(trend),
    }


def _form(instrument: Instrument) -> Plain:
    return {
        "instrument": {
            "code": instrument.code,
            "version": instrument.version,
            "name": instrument.name,
        },
        "limits": _limits(instrument),
        "grades": [_grade_rule(grade) for grade in instrument.grades],
    }


def _whole(outcome: Outcome) -> Plain:
    return {
        "total": _text(outcome.scores.total),
        "positive": _text(outcome.positive),
        "negative": _text(outcome.negative),
        "facts": {
            "bonus": _text(outcome.facts.bonus),
            "penalty": _text(outcome.facts.penalty),
            "vetoes": list(outcome.facts.vetoes),
        },
        "full": _graded(outcome.full),
        "without_care": _graded(outcome.without_care),
        "grade": _graded(outcome.grade),
        "shortfalls": list(outcome.shortfalls),
        "unstable": list(outcome.unstable),
        "agreement": _spread(outcome.agreement),
    }


def _dimension(dimension: Dimension, outcome: Outcome) -> Plain:
    return {
        "code": dimension.code,
        "name": dimension.name,
        "weight": _text(dimension.weight),
        "score": _text(outcome.scores.dimensions.get(dimension.code)),
        "spread": _spread(outcome.dimension_agreement.get(dimension.code)),
    }


def _text(score: Fraction | None) -> str | None:
    return None if score is None else str(score)


def _limits(instrument: Instrument) -> Plain:
    limits = instrument.constants
    return {
        "min_group_display": limits.min_group_display,
        "trim_if_more_than": limits.trim_if_more_than,
        "high_sigma": _text(limits.high_sigma),
        "ok_sigma": _text(limits.ok_sigma),
        "max_range": _text(limits.max_range),
        "trend_delta": _text(limits.trend_delta),
    }


def _grade_rule(grade: Grade) -> Plain:
    return {
        "code": grade.code,
        "name": grade.name,
        "min": _text(grade.min),
        "dim_floor": _text(grade.dim_floor),
        "core_floor": _text(grade.core_floor),
    }


def _group(turnout: Turnout, outcome: Outcome, reason: str) -> Plain:
    group = turnout.group
    own = outcome.groups.get(group.code, Scores({}, {}, None))
    return {
        "code": group.code,
        "name": group.name,
        "weight": _text(group.weight),
        "min_ballots": group.min_ballots,
        "received": turnout.received,
        "valid": turnout.valid,
        "dropped": len(turnout.dropped),
        "present": turnout.present,
        "reason": reason,
        **_scores(own),
    }


def _scores(scores: Scores) -> Plain:
    return {
        "score": _text(scores.total),
        "by_dimension": {code: _text(score) for code, score in scores.dimensions.items()},
    }


def _item(item: Item, outcome: Outcome, ballots: Sequence[Ballot]) -> Plain:
    asked = [ballot for ballot in ballots if ballot.group in item.raters]
    return {
        "seq": item.seq,
        "code": item.code,
        "dim": item.dim,
        "positive": item.positive,
        "text": item.text,
        "weight": _text(item.weight),
        "flags": sorted(item.flags),
        "score": _text(outcome.scores.items.get(item.code)),
        "asked": len(asked),
        "unknown": sum(ballot.raw(item) is UNKNOWN for ballot in asked),
        "not_applicable": sum(ballot.raw(item) == NOT_APPLICABLE for ballot in asked),
        "removed": item.code in outcome.removed,
        "cells": {
            group: {"mean": _text(cell.mean), "answered": cell.answered}
            for (group, code), cell in outcome.table.items()
            if code == item.code
        },
    }


def _graded(graded: Graded | None) -> Plain | None:
    if graded is None:
        return None
    return {
        "code": graded.code,
        "total": _text(graded.total),
        "floors": list(graded.floors),
    }


def _spread(spread: Spread | None) -> Plain | None:
    if spread is None:
        return None
    return {
        "mean": _text(spread.mean),
        "variance": _text(spread.variance),
        "range": _text(spread.range),
        "level": spread.level.value,
    }


def _trend(trend: Comparison | None) -> Plain | None:
    if trend is None:
        return None
    return {
        "total": _change(trend.total),
        "dimensions": {code: _change(change) for code, change in trend.dimensions.items()},
        "groups": list(trend.groups),
        "items": len(trend.items),
    }


def _change(change: Change) -> Plain:
    return {
        "before": _text(change.before),
        "now": _text(change.now),
        "direction": change.direction.value,
    }
