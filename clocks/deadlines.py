"""Terms that run from a decision or its receipt; legal terms never move for rest days."""

from datetime import date

from clocks.months import add_months


def announce_by(decided_on: date) -> date:
    """条例 44: announced, filed, post and pay changed within one month; 政务处分法 54 alike."""
    return add_months(decided_on, 1)


def extended_announce_by(decided_on: date) -> date:
    """条例 44; 政务处分法 54: with approval at most six months altogether."""
    return add_months(decided_on, 6)


def execution_report_by(decided_on: date) -> date:
    """条例 45: execution is reported within six months, not extendable."""
    return add_months(decided_on, 6)


def review_request_by(received_on: date) -> date:
    """监察法 56; 政务处分法 55: 复审 is asked for within one month of receipt."""
    return add_months(received_on, 1)
