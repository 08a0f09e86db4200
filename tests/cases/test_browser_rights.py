"""Appeals and the way back to Party rights in a real browser: two widths, without a script."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from accounts.roles import Role
from cases.actions import set_handler
from cases.actions.restoration import enter_step
from cases.choices.rights import AppealKind
from cases.choices.rights import RestorationKind as K
from cases.models import Appeal, RestorationStep
from tests import factories as make
from tests.visits.people import BACKEND
from workdays.clock import today

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def home(committed_db):
    return make.office()


@pytest.fixture
def officer(home):
    return make.user(Role.OFFICER, home, name="陆知行")


@pytest.fixture
def opened(browser, officer):
    """A page of the officer, signed in by session."""

    def open_page(address, **options):
        client = Client()
        client.force_login(officer, backend=BACKEND)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = browser.new_page(**options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": browser.base_url}]
        )
        page.goto(address)
        return page

    return open_page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def probation(home):
    """Ended a month ago or a little more, whatever day it is."""
    decided = today() - timedelta(days=365 + 40)
    person = make.cadre(make.work_unit("松岭乡财政所"), name="王树槐")
    return make.decision(person, home, measure="PP1", decided_on=decided, on=today())


def entered(decision, kind, on):
    return enter_step(
        decision, kind=kind, step_on=on, evidence="支部记录，原件存支部", by=None, on=today()
    )


def test_a_meeting_is_entered_on_a_phone_without_a_script(opened, probation):
    ended = probation.clocks.get(slot="probation").end
    for kind, after in ((K.NOTICE, 3), (K.APPLICATION, 7), (K.PUBLICITY_BEGUN, 10)):
        entered(probation, kind, ended + timedelta(days=after))
    entered(probation, K.PUBLICITY_ENDED, ended + timedelta(days=16))
    page = opened(
        f"/people/{probation.dossier.code}/restoration/", java_script_enabled=False, **PHONE
    )
    page.get_by_role("link", name="登记支部党员大会").click()
    page.get_by_label("支部党员大会日期").fill((ended + timedelta(days=20)).isoformat())
    for label, count in (("应到人数", "21"), ("实到人数", "19"), ("赞成", "18")):
        page.get_by_label(label).fill(count)
    page.get_by_label("反对").fill("0")
    page.get_by_label("弃权").fill("1")
    page.get_by_label("情况和凭证").fill("支部会议记录，原件存支部")
    page.get_by_role("button", name="登记支部党员大会").click()
    page.wait_for_url(re.compile(r"/restoration/$"))
    assert page.get_by_text("赞成18人，反对0人，弃权1人，通过").is_visible()
    assert RestorationStep.objects.filter(kind=K.MEETING).count() == 1


@pytest.mark.parametrize("options", [{}, PHONE])
def test_both_pages_fit_on_a_desk_and_on_a_phone(opened, home, officer, probation, options):
    set_handler(probation.dossier, handler=officer, by=officer, on=today())
    make.appeal(probation, lodged_on=today() - timedelta(days=20), on=today())
    entered(probation, K.NOTICE, probation.clocks.get(slot="probation").end + timedelta(days=3))
    base = f"/people/{probation.dossier.code}/"
    page = opened(f"{base}restoration/", **options)
    assert fits(page)
    for end in ("appeals/", "appeals/new/", "visits/new/"):
        page.goto(base + end)
        assert fits(page)
    assert page.get_by_text("请不要与本人谈论案件的是非").is_visible()


def test_an_appeal_is_lodged_by_keyboard_and_pointer(opened, home):
    warned = make.decision(
        make.cadre(make.work_unit()),
        home,
        measure="AW",
        decided_on=today() - timedelta(days=12),
        delivered_on=today() - timedelta(days=10),
        on=today(),
    )
    page = opened(f"/people/{warned.dossier.code}/appeals/")
    assert page.get_by_text("向作出决定的监察机关申请复审").is_visible()
    page.get_by_role("link", name="登记申诉").click()
    page.get_by_label("对哪一项决定").select_option(f"{warned.code}:{AppealKind.STATE_REVIEW}")
    page.get_by_label("提出日期").fill(date.isoformat(today() - timedelta(days=2)))
    page.get_by_role("button", name="登记申诉").click()
    page.wait_for_url(re.compile(r"/appeals/$"))
    assert page.get_by_text("申诉办理中：复审").is_visible()
    assert Appeal.objects.open().count() == 1
