"""Every way the engine counts has its words."""

import pytest

from clocks.words import method_words
from tests.clocks.build import clock, decision, outcome, overridden, restored


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("A", "口径A：起算日计入，止于对应日的前一日"),
        ("C+S2", "口径C：起算日不计入，止于对应日；没有对应日的，止于当月最后一日；"
                 "方法S2：新期限加上原期限剩余的日数"),
        ("cap48", "合并后最长不超过48个月"),
        ("override", "由两人认定"),
        ("awaiting", "起止日待定"),
    ],
)  # fmt: skip
def test_a_method_is_said_in_words(method, words):
    assert method_words(method) == words


def test_the_engine_names_no_way_without_words():
    cap = decision("d1", "AR", "2025-08-31", months=48), decision("d2", "AR", "2026-01-10")
    cut = (
        decision("d1", "PR", "2024-01-10"),
        decision("d2", "PP1", "2025-01-10", restored("2026-01-10")),
    )
    answers = [
        outcome(decision("d1", "PW", "2025-01-10", overridden("2026-02-01"))),
        outcome(decision("d1", "PP1", "2025-01-10")),
        outcome(*cap),
        outcome(*cut),
    ]
    methods = {each.method for answer in answers for each in answer.clocks}
    assert methods == {"A", "override", "awaiting", "cap48", "A+unserved"}
    assert all(map(method_words, methods))
    assert clock(answers[3], "d2").method == "A+unserved"
