"""The verbs of an evaluation; each is one transaction with one audit entry."""

from evaluation.actions.ballots import (
    ask_to_void_ballot,
    enter_paper_ballot,
    keep_ballot,
    void_ballot,
)
from evaluation.actions.conclusions import (
    ConclusionText,
    confirm_conclusion,
    return_conclusion,
    write_conclusion,
)
from evaluation.actions.results import compute_result
from evaluation.actions.rounds import (
    GroupPlan,
    change_groups,
    close_round,
    open_round,
    reopen_round,
    void_round,
)

__all__ = [
    "ConclusionText",
    "GroupPlan",
    "ask_to_void_ballot",
    "change_groups",
    "close_round",
    "compute_result",
    "confirm_conclusion",
    "enter_paper_ballot",
    "keep_ballot",
    "open_round",
    "reopen_round",
    "return_conclusion",
    "void_ballot",
    "void_round",
    "write_conclusion",
]
