"""When an answer is due, and the share of needs that were met."""

from datetime import date

from needs.rules import Life, Solved, solved_share, usual_due

ASKED = date(2026, 9, 1)


def test_an_answer_is_due_thirty_days_after_it_was_entered():
    assert usual_due(date(2026, 9, 30)) == date(2026, 10, 30)
    assert usual_due(date(2026, 12, 15)) == date(2027, 1, 14)


def test_nothing_asked_has_no_share_and_no_days():
    assert solved_share([]) == Solved(asked=0, solved=0, explained=0, days=None)
    assert solved_share([]).share is None


def test_only_needs_that_were_met_count_as_solved_and_give_the_days():
    lives = [
        Life(ASKED, date(2026, 9, 11), is_solved=True),
        Life(ASKED, date(2026, 9, 22), is_solved=True),
        Life(ASKED, date(2026, 9, 2), is_solved=False),
        Life(ASKED, None, is_solved=False),
    ]
    found = solved_share(lives)
    assert found == Solved(asked=4, solved=2, explained=1, days=16)
    assert (found.share, found.waiting) == (50, 1)


def test_a_half_is_rounded_up():
    lives = [Life(ASKED, ASKED, is_solved=True)] + [Life(ASKED, None, is_solved=False)] * 7
    assert solved_share(lives).share == 13
