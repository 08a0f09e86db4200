"""The pages of a dossier's other lives: what they offer, refuse and do, and to whom."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from cases.actions import offer_handover, propose_act
from cases.actions.dossiers import open_dossier
from cases.choices import ActKind, DossierKind, DossierStatus, HandoverState, PauseReason
from cases.models import Cadre, Clock, Dossier, DossierAct, Handover, Receipt
from tests import factories
from tests.visits.people import BACKEND, TODAY, people
from visits.actions import lives
from visits.models import Obligation, Visit
from workdays import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def who():
    return people()


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


def url(who, kind=""):
    if not kind:
        return reverse("visits:status", args=[who.dossier.code])
    return reverse("visits:status_act", args=[who.dossier.code, kind])


def text(response):
    return response.content.decode()


def proposal(who, **more):
    facts = {"takes_on": date(2026, 7, 1), "basis": "单位书面说明", "pause_reason": PauseReason.ILL}
    return propose_act(
        who.dossier, kind=ActKind.PAUSE, by=who.officer, on=TODAY, **{**facts, **more}
    )


def test_the_header_leads_to_the_page_for_who_may_use_it(signed_in, who):
    page = reverse("dashboard:dossier", args=[who.dossier.code])
    assert url(who) in text(signed_in(who.officer).get(page))
    assert url(who) in text(signed_in(who.leader).get(page))
    assert url(who) not in text(signed_in(who.helper).get(page))


def test_the_page_lists_what_is_possible_and_says_what_is_missing(signed_in, who):
    page = text(signed_in(who.officer).get(url(who)))
    assert "现在可以办理" in page
    assert url(who, "pause") in page
    assert url(who, "closing") not in page
    assert "档案没有暂停。" in page
    assert "党内警告影响期到2027年3月24日届满，期满以后才能销号。" in page


def test_a_leader_reads_the_page_without_links_to_forms(signed_in, who):
    page = text(signed_in(who.leader).get(url(who)))
    assert "现在可以办理" in page
    assert url(who, "pause") not in page


@pytest.mark.parametrize("kind", ["pause", "transfer", "handover", "retire", "died"])
def test_an_empty_form_says_everything_that_is_missing(signed_in, who, kind):
    response = signed_in(who.officer).post(url(who, kind), {})
    assert response.status_code == 422
    assert "请填写" in text(response)
    assert not DossierAct.objects.exists()


def test_a_deed_that_is_not_possible_shows_what_is_missing_instead_of_a_form(signed_in, who):
    page = text(signed_in(who.officer).get(url(who, "resume")))
    assert "档案没有暂停。" in page
    assert "恢复日期" not in page


def test_what_does_not_exist_is_not_found(signed_in, who):
    assert signed_in(who.officer).get(url(who, "lunch")).status_code == 404
    Dossier.objects.update(status=DossierStatus.CLOSED)
    assert signed_in(who.officer).get(url(who, "pause")).status_code == 404
    assert "只能查看" in text(signed_in(who.officer).get(url(who)))


def test_another_offices_dossier_is_not_found(signed_in, who):
    stranger = factories.user(Role.OFFICER, factories.office("望川区纪委监委"))
    assert signed_in(stranger).get(url(who)).status_code == 404
    assert signed_in(stranger).post(url(who, "pause"), {}).status_code == 404


def test_a_pause_is_proposed_agreed_to_and_shown(signed_in, who):
    told = {"pause_reason": "ill", "takes_on": "2026.7.1", "basis": "诊断证明", "expected_on": ""}
    answer = signed_in(who.officer).post(url(who, "pause"), told)
    assert (answer.status_code, answer.url) == (303, url(who))
    act = DossierAct.objects.get()
    address = reverse("visits:act", args=[act.code])
    assert address in text(signed_in(who.officer).get(url(who)))
    mine = text(signed_in(who.officer).get(address))
    assert "同意" not in mine
    assert "撤回这件事项" in mine
    answer = signed_in(who.director).post(
        address, {"version": act.version, "remark": "", "confirm": "1"}
    )
    assert answer.status_code == 303
    page = text(signed_in(who.director).get(url(who)))
    assert "长期病假" in page
    assert "尚未恢复" in page
    who.dossier.refresh_from_db()
    assert who.dossier.is_paused


def test_an_impossible_day_keeps_what_was_typed(signed_in, who):
    told = {"pause_reason": "ill", "takes_on": "2025-01-01", "basis": "诊断证明"}
    response = signed_in(who.officer).post(url(who, "pause"), told)
    assert response.status_code == 422
    assert "起始日期不能早于2026年3月25日" in text(response)
    assert "诊断证明" in text(response)


def test_an_officer_does_not_decide_on_anothers_proposal(signed_in, who):
    act = proposal(who)
    address = reverse("visits:act", args=[act.code])
    assert "由主任或分管领导审批" in text(signed_in(who.second).get(address))
    response = signed_in(who.second).post(address, {"version": 1, "remark": "", "confirm": "1"})
    assert response.status_code == 422
    assert DossierAct.objects.get().is_waiting


def test_a_return_without_a_reason_comes_back_with_its_fault(signed_in, who):
    act = proposal(who)
    address = reverse("visits:act", args=[act.code])
    response = signed_in(who.leader).post(address, {"version": 1, "remark": "", "return": "1"})
    assert response.status_code == 422
    assert "请写明退回的原因" in text(response)
    told = {"version": 1, "remark": "请补充证明", "return": "1"}
    assert signed_in(who.leader).post(address, told).status_code == 303
    assert "请补充证明" in text(signed_in(who.officer).get(url(who)))


def test_the_proposer_takes_it_back(signed_in, who):
    act = proposal(who)
    address = reverse("visits:act", args=[act.code])
    assert signed_in(who.officer).post(address, {"version": 1, "withdraw": "1"}).status_code == 303
    assert not DossierAct.objects.get().is_waiting


def test_a_closing_form_shows_each_thing_that_is_missing(signed_in, who):
    """The page was opened while all was done; since then a term has begun again."""
    Dossier.objects.update(
        status=DossierStatus.TRACKING, active_to=date(2026, 8, 1), overall_end=date(2026, 8, 1)
    )
    Clock.objects.update(end=date(2026, 8, 1), first_free=date(2026, 8, 2))
    told = {"basis": "期满", "note": "良好", "pages": "40"}
    response = signed_in(who.officer).post(url(who, "closing"), told)
    assert response.status_code == 422
    assert "还有6项应办事项没有办结" in text(response)


def test_a_concluded_dossier_asks_why_no_letter_is_sent(signed_in, who):
    Dossier.objects.update(
        status=DossierStatus.CONCLUDED, active_to=date(2026, 8, 1), overall_end=date(2026, 8, 1)
    )
    Clock.objects.update(end=date(2026, 8, 1), first_free=date(2026, 8, 2))
    page = text(signed_in(who.officer).get(url(who, "closing")))
    assert "不发反馈函的原因" in page


def test_a_transfer_is_done_and_leaves_a_receipt(signed_in, who):
    there = factories.work_unit("青禾区民政局")
    left = factories.user(Role.UNIT, who.unit, name="钟书遥")
    told = {"to": there.full_name, "post": "科长", "rank": "staff", "from_on": "2026-09-16"}
    assert signed_in(who.officer).post(url(who, "transfer"), told).status_code == 303
    assert Cadre.objects.get().unit == there
    receipts = text(signed_in(left).get(reverse("visits:receipts")))
    assert "许明澈" in receipts
    assert there.full_name in receipts
    assert signed_in(left).get(url(who)).status_code == 403
    dossier = reverse("dashboard:dossier", args=[who.dossier.code])
    assert signed_in(left).get(dossier).status_code == 404


def test_an_unknown_unit_is_answered_with_its_likeness(signed_in, who):
    factories.work_unit("青禾区民政局")
    told = {"to": "民政局", "post": "科长", "rank": "", "from_on": "2026-09-16"}
    response = signed_in(who.officer).post(url(who, "transfer"), told)
    assert response.status_code == 422
    assert "临澜市青禾区民政局" in text(response)


def test_a_retirement_with_its_helper(signed_in, who):
    Cadre.objects.update(born_month=date(1966, 5, 1))
    told = {
        "retired_on": "2026-05-31",
        "basis": "青人社退〔2026〕8号",
        "helper_name": "钱伯钧",
        "helper_post": "",
        "version": 1,
    }
    response = signed_in(who.officer).post(url(who, "retire"), told)
    assert "请填写帮扶人的职务" in text(response)
    told["helper_post"] = "退休支部书记"
    assert signed_in(who.officer).post(url(who, "retire"), told).status_code == 303
    assert Cadre.objects.get().retired_on == date(2026, 5, 31)
    assert Obligation.objects.get(kind="helper", period="260531").is_met
    assert "已登记2026年5月31日退休。" in text(signed_in(who.officer).get(url(who)))


def test_a_handover_goes_over_both_desks(signed_in, who):
    other = factories.office("望川区纪委监委")
    receiver = factories.user(Role.OFFICER, other, name="祝余")
    told = {"to_owner": other.pk, "to_carrier": "", "reason": "已调到望川区工作"}
    assert signed_in(who.officer).post(url(who, "handover"), told).status_code == 303
    handover = Handover.objects.get()
    address = reverse("visits:handover", args=[handover.code])
    assert address in text(signed_in(receiver).get(reverse("visits:handovers")))
    page = text(signed_in(receiver).get(address))
    assert "党内警告" in page
    assert "祝余" in page
    assert signed_in(receiver).get(url(who)).status_code == 404
    told = {"version": 1, "remark": "", "handler": receiver.pk, "accept": "1"}
    answer = signed_in(receiver).post(address, told)
    assert answer.status_code == 303
    assert signed_in(receiver).get(url(who)).status_code == 200
    assert signed_in(who.officer).get(url(who)).status_code == 404
    assert "许明澈" in text(signed_in(who.officer).get(reverse("visits:receipts")))


def test_once_it_is_settled_the_side_without_the_dossier_reads_no_more_of_it(signed_in, who):
    other = factories.office("望川区纪委监委")
    receiver = factories.user(Role.OFFICER, other)
    handover = offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
    )
    address = reverse("visits:handover", args=[handover.code])
    assert "党内警告" in text(signed_in(receiver).get(address))
    lives.accept(handover, version=1, handler=None, by=receiver, on=TODAY)
    assert "党内警告" not in text(signed_in(who.officer).get(address))
    assert "已接收" in text(signed_in(who.officer).get(address))
    assert "党内警告" in text(signed_in(receiver).get(address))


def test_the_giver_sees_its_offer_and_takes_it_back(signed_in, who):
    other = factories.office("望川区纪委监委")
    handover = offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
    )
    address = reverse("visits:handover", args=[handover.code])
    page = text(signed_in(who.officer).get(address))
    assert "撤回移交" in page
    assert "接收</button>" not in page
    assert signed_in(who.officer).post(address, {"version": 1, "withdraw": "1"}).status_code == 303
    assert Handover.objects.get().state == HandoverState.WITHDRAWN


def test_the_header_says_that_it_is_on_its_way(signed_in, who):
    other = factories.office("望川区纪委监委")
    offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
    )
    page = reverse("dashboard:dossier", args=[who.dossier.code])
    assert "移交中：已提出移交给临澜市望川区纪委监委" in text(signed_in(who.officer).get(page))
    assert "移交中" not in text(signed_in(who.helper).get(page))


def test_the_receiver_returns_with_a_reason(signed_in, who):
    other = factories.office("望川区纪委监委")
    receiver = factories.user(Role.OFFICER, other)
    handover = offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
    )
    address = reverse("visits:handover", args=[handover.code])
    response = signed_in(receiver).post(address, {"version": 1, "remark": "", "return": "1"})
    assert response.status_code == 422
    told = {"version": 1, "remark": "组织关系未转", "return": "1"}
    assert signed_in(receiver).post(address, told).status_code == 303
    assert "组织关系未转" in text(signed_in(who.officer).get(url(who)))


def test_a_third_organ_finds_neither_offer_nor_receipt(signed_in, who):
    other = factories.office("望川区纪委监委")
    third = factories.user(Role.OFFICER, factories.office("云岫县纪委监委"))
    handover = offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
    )
    address = reverse("visits:handover", args=[handover.code])
    assert signed_in(third).get(address).status_code == 404
    assert "许明澈" not in text(signed_in(third).get(reverse("visits:handovers")))


def test_a_carrier_outside_the_new_owners_area_is_refused(signed_in, who):
    county = factories.work_unit("望川区")
    other = factories.office("望川区纪委监委", within=county)
    stranger = factories.office("北渡镇纪委", policy=False)
    told = {"to_owner": other.pk, "to_carrier": stranger.pk, "reason": "调动"}
    response = signed_in(who.officer).post(url(who, "handover"), told)
    assert "辖区内" in text(response)
    assert not Handover.objects.exists()


def test_receipts_show_nothing_to_who_holds_none(signed_in, who):
    page = text(signed_in(who.officer).get(reverse("visits:receipts")))
    assert "还没有交接回执" in page
    assert not Receipt.objects.exists()


# 澄清 ------------------------------------------------------------------------------------


@pytest.fixture
def cleared(who):
    person = factories.cadre(who.unit, name="石兰芝")
    who.dossier = open_dossier(
        owner=who.office, cadre=person, kind=DossierKind.CLEARING, handler=who.officer, by=None,
        on=date(2026, 6, 5),
    )  # fmt: skip
    return who


def test_the_visit_form_works_for_a_clearing_dossier(signed_in, cleared):
    client = signed_in(cleared.officer)
    address = reverse("visits:visit_new", args=[cleared.dossier.code])
    page = text(client.get(address))
    assert "石兰芝" in page
    told = {
        "key": "0123456789AB", "base_version": 0, "visited_on": "2026-06-28",
        "visitors": [cleared.officer.pk, cleared.second.pk], "leader": "", "place": "home",
        "mode": "home", "attitude": "clear", "mood": "steady", "work_text": "照常主持工作。",
        "need": "none", "response": "affirm", "state": "engaged", "change": "first",
        "prescription": "无", "opinion": "已在原范围说明情况。", "signature": "signed",
    }  # fmt: skip
    response = client.post(address, told)
    assert response.status_code == 303, text(response)
    assert Visit.objects.get(dossier=cleared.dossier).visited_on == date(2026, 6, 28)
    assert Obligation.objects.get(kind="clearing_first").is_met


def test_a_visit_before_the_clearing_is_refused_in_its_own_words(signed_in, cleared):
    client = signed_in(cleared.officer)
    address = reverse("visits:visit_new", args=[cleared.dossier.code])
    response = client.post(address, {"visited_on": "2026-06-01"})
    assert "不能早于" in text(response)
    assert "处分决定" not in text(response)


@pytest.mark.parametrize(
    "view", ["dashboard:dossier", "visits:list", "visits:status", "evaluation:dossier"]
)
def test_every_page_of_a_clearing_dossier_opens(signed_in, cleared, view):
    page = signed_in(cleared.officer).get(reverse(view, args=[cleared.dossier.code]))
    assert page.status_code == 200
    unit = open_dossier(
        owner=cleared.office, subject_unit=cleared.unit, kind=DossierKind.CLEARING, by=None,
        on=TODAY,
    )  # fmt: skip
    page = signed_in(cleared.officer).get(reverse(view, args=[unit.code]))
    assert page.status_code == 200


def test_pages_ask_nothing_while_they_are_drawn(signed_in, who, no_queries):
    client = signed_in(who.officer)
    proposal(who)
    request = client.get(url(who))
    with no_queries():
        request.render()
