"""Plans, visits and talks in a real browser: few clicks, no script, drafts, small screens."""

import re

import pytest

from tests.visits.people import BACKEND, TODAY, approved, people, submitted, talked, visited
from visits.actions import reconcile
from visits.models import Draft, Plan, Talk, Visit
from workdays.clock import today

pytestmark = pytest.mark.browser
TALK_PAGE = re.compile(r"/talks/[0-9A-Z]{12}/$")
VISIT_PAGE = re.compile(r"/visits/[0-9A-Z]{12}/$")
PLAN_PAGE = re.compile(r"/plan/(#\w+)?$")
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def who(committed_db):
    found = people()
    reconcile([found.dossier.pk], on=today())
    return found


@pytest.fixture
def desk_of(browser):
    """A page of that user, signed in by session: the sign-in page has its own tests."""

    def open_desk(user, **options):
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user, backend=BACKEND)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = browser.new_page(**options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": browser.base_url}]
        )
        return page

    return open_desk


def address(who, end):
    return f"/people/{who.dossier.code}/{end}"


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page, group, *labels):
    for label in labels:
        page.get_by_role("group", name=group).get_by_label(label, exact=True).click()


def test_a_helper_needs_seven_clicks_and_one_page(desk_of, who):
    page = desk_of(who.helper, **PHONE)
    page.goto(address(who, "talks/new/"))
    assert fits(page)
    choose(page, "方式", "当面")
    choose(page, "谈了什么", "思想", "工作", "家庭")
    choose(page, "近期状态", "平稳")
    choose(page, "困难诉求", "暂无")
    page.get_by_label("简要记录").fill("谈到近期牵头的项目，希望参加业务培训。")
    page.get_by_role("button", name="保存并提交").click()
    page.wait_for_url(TALK_PAGE)
    talk = Talk.objects.get()
    assert (talk.topics, talk.held_on, talk.entry) == (
        ["thought", "work", "family"],
        today(),
        "helper",
    )


def test_two_quick_presses_make_one_talk(desk_of, who):
    page = desk_of(who.helper)
    page.goto(address(who, "talks/new/"))
    choose(page, "方式", "当面")
    choose(page, "谈了什么", "思想")
    choose(page, "近期状态", "平稳")
    choose(page, "困难诉求", "暂无")
    page.get_by_label("简要记录").fill("按季度谈心。")
    page.get_by_role("button", name="保存并提交").dblclick()
    page.wait_for_url(TALK_PAGE)
    assert Talk.objects.count() == 1


def test_typing_is_kept_on_the_server_and_nowhere_else(desk_of, who):
    page = desk_of(who.officer)
    page.goto(address(who, "visits/new/"))
    page.get_by_label("履职表现").fill("写到一半")
    kept = page.locator("[data-autosave-line]", has_text="草稿已自动保存")
    kept.wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto(address(who, "visits/new/"))
    assert page.get_by_label("履职表现").input_value() == "写到一半"
    page.get_by_role("button", name="放弃草稿，重新填写").click()
    page.wait_for_url("**/visits/new/")
    assert page.get_by_label("履职表现").input_value() == ""
    assert Draft.objects.count() == 0


def test_plan_and_visit_work_without_a_script(desk_of, who):
    page = desk_of(who.officer, java_script_enabled=False)
    page.goto(address(who, "plan/edit/"))
    for part, day in (("看", "2026-04-01"), ("听", "2026-04-03"), ("谈", "2026-04-08")):
        page.get_by_label(f"{part}·日期").fill(day)
        page.get_by_label(f"{part}·了解到的情况").fill("了解到的事实")
    page.get_by_label("研判结论").fill("打消顾虑")
    choose(page, "主要做法", "肯定为主")
    page.get_by_role("group", name="第1项目标").get_by_label("目标").fill("承担一项重点任务")
    for number in (1, 2, 3):
        row = page.get_by_role("group", name=f"第{number}项措施")
        row.get_by_label("具体做法").fill("每月谈一次")
        row.get_by_label("责任人").fill("分管副局长")
        row.get_by_label("完成时间").fill("2026-12-31")
    page.get_by_role("group", name="第1项安排").get_by_label("计划日期").fill("2026-10-20")
    page.get_by_role("group", name="第2项安排").get_by_label("计划日期").fill("2026-12-20")
    page.get_by_label("使用：责任单位").fill("临澜市委组织部")
    choose(page, "本人对方案的意见", "同意")
    page.get_by_label("本人怎么说").fill("同意，希望参加培训。")
    page.get_by_label("征求意见日期").fill("2026-04-08")
    page.get_by_role("button", name="再加一行措施").click()
    assert page.get_by_role("group", name="第5项措施").count() == 1
    page.get_by_role("button", name="送审").click()
    page.wait_for_url(PLAN_PAGE)
    assert Plan.objects.get().status == "submitted"
    page = desk_of(who.director, java_script_enabled=False)
    page.goto(address(who, "plan/review/"))
    page.get_by_role("button", name="同意").click()
    page.wait_for_url(PLAN_PAGE)
    fill_visit(desk_of(who.officer, java_script_enabled=False), who)
    assert Visit.objects.get().number == 1


def fill_visit(page, who):
    page.goto(address(who, "visits/new/"))
    choose(page, "地点", "办公室")
    choose(page, "方式", "当面")
    page.get_by_label("吴川").first.check()
    choose(page, "对处分的认识", "认识到位")
    choose(page, "思想和情绪", "平稳")
    page.get_by_label("履职表现").fill("按时完成预算编制。")
    choose(page, "工作生活困难", "暂无")
    page.get_by_label("当前状态").select_option(label="积极投入")
    choose(page, "回应方式", "表现良好，予以肯定")
    page.get_by_label("下一步措施").fill("无")
    page.get_by_label("回访组意见").fill("继续保持联系。")
    choose(page, "签名", "本人已签名")
    page.get_by_role("button", name="提交回访记录").click()
    page.wait_for_url(VISIT_PAGE)


@pytest.mark.parametrize("width", [320, 390, 1366])
def test_no_page_scrolls_sideways(desk_of, who, width):
    approved(who)
    visit, talk = visited(who), talked(who, held_on=TODAY)
    page = desk_of(who.director, viewport={"width": width, "height": 800})
    ends = ("assessment/", "plan/", "plan/edit/", "visits/", "visits/new/", "talks/new/")
    records = (visit.get_absolute_url(), talk.get_absolute_url())
    for end in (*(address(who, each) for each in ends), *records):
        page.goto(end)
        assert fits(page), end


def test_every_page_has_one_heading_and_one_filled_button(desk_of, who):
    submitted(who)
    page = desk_of(who.director)
    ends = ("assessment/", "plan/", "plan/review/", "visits/", "visits/new/", "talks/new/")
    for end in ends:
        page.goto(address(who, end))
        assert page.locator("h1").count() == 1, end
        assert page.locator(".btn-primary").count() <= 1, end
