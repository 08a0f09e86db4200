"""Practice E.4, quarterly talk: every guard tried at the form, at the action and at the database.

Each line of the table is printed as it is proved. What the database does not hold says who does.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from cases.models import Dossier
from columns.codes import new_code
from columns.refusal import Refused
from tests import factories
from tests.visits.people import BACKEND, TALKED, TODAY, People, people, talked
from visits.actions import exempt, reconcile, sign_talk
from visits.models import Obligation, Talk

pytestmark = pytest.mark.django_db
BASIS = "帮扶人签名的纸质记录，原件存审理室"
DAY = date(2026, 9, 12)
SENT = {"held_on": DAY.isoformat(), **TALKED}
ACTED = "由动作保证"


@dataclass
class Ground:
    who: People
    unit: object

    def page(self, user, name, *args):
        client = Client()
        client.force_login(user, backend=BACKEND)
        address = reverse(f"visits:{name}", args=args or [self.who.dossier.code])
        return lambda data: client.post(address, {"key": new_code(), "base_version": "0", **data})

    def talk_page(self, user=None):
        return self.page(user or self.who.helper, "talk_new")

    def sign_page(self, talk, user=None):
        return self.page(user or self.unit, "talk_sign", talk.code)


@pytest.fixture
def ground(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    who = people()
    reconcile([who.dossier.pk], on=TODAY)
    return Ground(who, factories.user(Role.UNIT, who.unit, name="周书记"))


def row(ground, **changes):
    """Straight into the table, past every form and action."""
    facts = {
        "period": "2026Q3",
        "held_on": DAY,
        "speaker_name": "冯修远",
        "entry": "helper",
        "entered_by": ground.who.helper,
        "token": new_code(),
        **TALKED,
        **changes,
    }
    return Talk.objects.create(dossier=ground.who.dossier, **facts)


def held_talk(ground, **changes):
    return talked(ground.who, held_on=DAY, **changes)


def sign(ground, talk, **changes):
    facts = {"opinion": "情况属实。", "reader_name": "周书记", "read_on": TODAY, "by": ground.unit}
    return sign_talk(talk, on=TODAY, **{**facts, **changes})


SIGNED = {"opinion": "情况属实。", "reader_name": "周书记", "read_on": TODAY.isoformat()}


def written_over(ground, talk, **columns):
    Talk.objects.filter(pk=talk.pk).update(**columns)


def read_by(user, **changes):
    return {
        "read_by": user,
        "read_on": TODAY,
        "read_opinion": "情况属实。",
        "reader_name": "周书记",
        **changes,
    }


def shut(ground):
    Dossier.objects.filter(pk=ground.who.dossier.pk).update(status="closed", closed_on=TODAY)


def on_a_shut_file(ground):
    shut(ground)
    return held_talk(ground)


def sent_on_a_shut_file(ground):
    shut(ground)
    return ground.talk_page()(SENT)


def twice(ground):
    token = new_code()
    assert held_talk(ground, token=token) == held_talk(ground, token=token)


def sent_twice(ground):
    page, key = ground.talk_page(), new_code()
    assert [page({**SENT, "key": key}).status_code for _ in range(2)] == [303, 303]


def rows_twice(ground):
    token = new_code()
    row(ground, token=token)
    row(ground, token=token)


def exempted(ground, reason):
    duty = Obligation.objects.get(dossier=ground.who.dossier, kind="talk", period="2026Q3")
    exempt(duty, reason=reason, by=ground.who.director, on=TODAY)


def exempt_page(ground, reason):
    post = ground.page(ground.who.director, "exempt", ground.who.dossier.code, "talk", "2026Q3")
    return post({"reason": reason})


def exempt_row(ground):
    Obligation.objects.filter(dossier=ground.who.dossier, period="2026Q3").update(
        state="exempt", exempt_reason=""
    )


def doubled_duty(ground):
    duty = Obligation.objects.get(dossier=ground.who.dossier, kind="talk", period="2026Q3")
    duty.pk = None
    duty.save(force_insert=True)


def own_entry(ground):
    return held_talk(ground, by=ground.unit, proxy_basis=BASIS)


Trial = Callable[[Ground], object]


@dataclass(frozen=True)
class Guard:
    """None: this layer does not ask; `instead` says who does."""

    words: str
    form: Trial | None
    action: Trial | None
    sql: Trial | None
    instead: str = ACTED


GUARDS = (
    Guard("档案在办才能登记", sent_on_a_shut_file, on_a_shut_file, None),
    Guard(
        "谈话日期不晚于今天",
        lambda g: g.talk_page()({**SENT, "held_on": "2026-10-01"}),
        lambda g: talked(g.who, held_on=date(2026, 10, 1)),
        None,
    ),
    Guard(
        "谈话日期不早于处分决定",
        lambda g: g.talk_page()({**SENT, "held_on": "2026-03-01"}),
        lambda g: talked(g.who, held_on=date(2026, 3, 1)),
        None,
    ),
    Guard(
        "帮扶人只登记任内的谈话",
        lambda g: g.talk_page()({**SENT, "held_on": "2026-03-30"}),
        lambda g: talked(g.who, held_on=date(2026, 3, 30)),
        None,
    ),
    Guard(
        "代录写明依据",
        lambda g: g.talk_page(g.who.officer)({**SENT, "speaker_name": "冯修远"}),
        lambda g: held_talk(g, by=g.who.officer),
        lambda g: row(g, entry="office"),
    ),
    Guard(
        "有诉求就写明",
        lambda g: g.talk_page()({**SENT, "need": "some"}),
        lambda g: held_talk(g, need="some"),
        lambda g: row(g, need="some"),
    ),
    Guard(
        "本人未签名写明原因",
        lambda g: g.talk_page()({**SENT, "signature": "declined"}),
        lambda g: held_talk(g, signature="declined"),
        lambda g: row(g, signature="declined"),
    ),
    Guard("谈话记录写了就不改", None, None, lambda g: written_over(g, held_talk(g), note="另一句")),
    Guard(
        "先谈话后阅签",
        lambda g: g.sign_page(held_talk(g))({**SIGNED, "read_on": "2026-09-01"}),
        lambda g: sign(g, held_talk(g), read_on=date(2026, 9, 1)),
        lambda g: written_over(g, held_talk(g), **read_by(g.unit, read_on=date(2026, 9, 1))),
    ),
    Guard(
        "登记人不能阅签",
        lambda g: g.sign_page(own_entry(g))(SIGNED),
        lambda g: sign(g, own_entry(g)),
        lambda g: written_over(g, own_entry(g), **read_by(g.unit)),
    ),
    Guard(
        "阅签有意见",
        lambda g: g.sign_page(held_talk(g))({**SIGNED, "opinion": ""}),
        lambda g: sign(g, held_talk(g), opinion=" "),
        lambda g: written_over(g, held_talk(g), **read_by(g.unit, read_opinion="")),
    ),
    Guard(
        "阅签一次，签了就不改",
        lambda g: g.sign_page(sign(g, held_talk(g)), g.who.officer)({**SIGNED, "basis": BASIS}),
        lambda g: sign(g, sign(g, held_talk(g)), opinion="改一句。"),
        lambda g: written_over(g, sign(g, held_talk(g)), read_opinion="改一句。"),
    ),
    Guard(
        "代录阅签写明依据",
        lambda g: g.sign_page(held_talk(g), g.who.officer)(SIGNED),
        lambda g: sign(g, held_talk(g), by=g.who.officer),
        None,
    ),
    Guard(
        "免除写明原因",
        lambda g: exempt_page(g, ""),
        lambda g: exempted(g, " "),
        exempt_row,
    ),
    Guard(
        "没有帮扶人不是免除的理由",
        lambda g: exempt_page(g, "目前没有帮扶人"),
        lambda g: exempted(g, "帮扶人空缺"),
        None,
    ),
)


def refusal_of_form(ground, trial):
    """422 with a sentence; the page never answers as if it had been done."""
    answer = trial(ground)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    return "拒绝"


def refusal_of_action(ground, trial):
    with pytest.raises(Refused), transaction.atomic():
        trial(ground)
    return "拒绝"


def refusal_of_sql(ground, trial):
    with pytest.raises(DatabaseError), transaction.atomic():
        trial(ground)
    return "拒绝"


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.words)
def test_a_guard_holds_at_every_layer_that_has_it(ground, guard, capsys):
    cells = []
    for trial, refused in (
        (guard.form, refusal_of_form),
        (guard.action, refusal_of_action),
        (guard.sql, refusal_of_sql),
    ):
        if trial is None:
            cells.append("—")
            continue
        point = transaction.savepoint()
        cells.append(refused(ground, trial))
        transaction.savepoint_rollback(point)
    last = cells[2] if guard.sql is not None else guard.instead
    with capsys.disabled():
        line = f"{guard.words:　<14}｜表单 {cells[0]}｜动作 {cells[1]}｜数据库 {last}"
        sys.stdout.write(f"\n{line}")
    assert "拒绝" in cells


def test_the_same_form_is_one_record_at_every_layer(ground):
    sent_twice(ground)
    twice(ground)
    assert Talk.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_twice(ground)


def test_a_quarter_is_owed_once(ground):
    with pytest.raises(IntegrityError), transaction.atomic():
        doubled_duty(ground)


def test_a_talk_made_up_for_counts_as_late(ground):
    talked(ground.who, held_on=date(2026, 7, 3), asked="2026Q2")
    duty = Obligation.objects.get(dossier=ground.who.dossier, kind="talk", period="2026Q2")
    assert (duty.state, duty.was_late) == ("met", True)


def test_a_vacancy_leaves_the_quarter_owed(ground):
    ground.who.dossier.helpers.update(to_on=date(2026, 8, 1))
    reconcile([ground.who.dossier.pk], on=TODAY)
    duty = Obligation.objects.get(dossier=ground.who.dossier, kind="talk", period="2026Q3")
    assert duty.state == "open"
