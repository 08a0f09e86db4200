"""The pages of people in a real browser: keys, an input method, no script, small screens."""

import pytest

from accounts.roles import Role
from cases.models import Cadre
from tests import factories as make

pytestmark = pytest.mark.browser


@pytest.fixture
def officer(committed_db):
    home = make.office()
    for name in ("张喆堃", "曾可", "欧阳建国"):
        make.dossier(home, name=name)
    return make.user(Role.OFFICER, home, name="周敏")


@pytest.fixture
def desk(browser, officer):
    """A page of the officer, signed in by session: the sign-in page has its own tests."""
    return desk_of(browser, officer)


def desk_of(browser, user, **options):
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = browser.new_page(**options)
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": browser.base_url}]
    )
    return page


# Keys -----------------------------------------------------------------------------------------


def test_the_first_tab_leads_past_the_menu(desk):
    desk.goto("/people/")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.textContent") == "跳到正文"
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('main') !== null")


def test_a_person_is_found_by_keys_alone(desk, officer):
    desk.goto("/people/new/")
    desk.locator("body").press("/")
    desk.keyboard.type("zzk")
    option = desk.get_by_role("listbox").get_by_role("option")
    option.wait_for()
    assert option.all_inner_texts() == ["张喆堃　临澜市青禾区财政局　已建档"]
    box = desk.get_by_role("combobox", name="查找姓名或拼音首字母")
    desk.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert option.get_attribute("aria-selected") == "true"
    desk.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/people/?q=zzk")


def test_a_slash_inside_a_field_is_a_slash(desk):
    desk.goto("/people/new/")
    desk.fill("#id_post", "科长")
    desk.locator("#id_post").press("End")
    desk.keyboard.type("/副科长")
    assert desk.input_value("#id_post") == "科长/副科长"


def test_keys_that_were_switched_off_do_nothing(desk):
    desk.goto("/people/")
    desk.locator(".topbar-me summary").click()
    desk.get_by_role("button", name="停用快捷键").click()
    desk.wait_for_url("**/people/")
    desk.locator("body").press("/")
    assert desk.evaluate("document.activeElement.id") != "search"


# Input method ---------------------------------------------------------------------------------


def test_nothing_is_asked_while_an_input_method_composes(desk):
    asked = []
    desk.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    desk.goto("/people/")
    desk.focus("#search")
    ime = desk.context.new_cdp_session(desk)
    for text in ("z", "zh", "zha", "zhang"):
        ime.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        desk.wait_for_timeout(250)
    assert asked == []
    with desk.expect_request(lambda request: "/suggest/" in request.url):
        ime.send("Input.insertText", {"text": "张"})
    desk.get_by_role("listbox").get_by_role("option").wait_for()
    assert len(asked) == 1


# Forms ----------------------------------------------------------------------------------------


def test_faults_take_the_focus_and_lead_into_their_fields(browser, desk):
    browser.expect("422")
    desk.goto("/people/new/")
    desk.fill("#id_post", "水利站站长")
    desk.get_by_role("button", name="建档", exact=True).click()
    summary = desk.locator(".error-summary")
    summary.wait_for()
    assert summary.evaluate("element => element === document.activeElement")
    assert desk.title() == "有误：新建对象 - 回访教育管理"
    for words, field in (("请选择性别。", "id_sex_0"), ("请填写决定日期", "id_decided_on")):
        summary.get_by_role("link", name=words).click()
        assert desk.evaluate("document.activeElement.id") == field
    assert desk.input_value("#id_post") == "水利站站长"


def fill(page, unit: str = "临澜市青禾区财政局") -> None:
    page.fill("#id_name", "顾云舟")
    page.check("#id_sex_0")
    page.fill("#id_born_month", "1980.3")
    page.select_option("#id_politics", "member")
    page.select_option("#id_identity", "civil_servant")
    page.fill("#id_unit", unit)
    page.fill("#id_post", "水利站站长")
    page.fill("#id_decided_on", "2025-12-04")


def test_the_period_shows_while_the_form_is_filled_in(desk):
    desk.goto("/people/new/")
    assert desk.locator("#id_measure option[value=ID]").count() == 1
    fill(desk)
    desk.locator("#id_measure option[value=ID]").wait_for(state="detached")
    desk.select_option("#id_measure", "PW")
    desk.get_by_text("影响期至2026年12月3日届满。").wait_for()
    assert desk.locator(".field-error").count() == 0
    desk.locator("#period summary").click()
    assert desk.locator("#period .steps li").first.is_visible()
    desk.get_by_role("button", name="建档", exact=True).dblclick()
    desk.wait_for_url(lambda url: "/new/" not in url)
    assert Cadre.objects.filter(name="顾云舟").count() == 1


def test_everything_works_without_script(browser, officer):
    page = desk_of(browser, officer, java_script_enabled=False)
    page.goto("/people/")
    page.fill("#search", "zzk")
    page.get_by_role("button", name="查找").click()
    page.wait_for_url("**q=zzk*")
    assert page.locator("tbody th").all_inner_texts() == ["张喆堃"]
    page.goto("/people/new/")
    fill(page)
    page.select_option("#id_measure", "PW")
    page.get_by_role("button", name="计算影响期").click()
    assert page.get_by_text("影响期至2026年12月3日届满。").is_visible()
    page.get_by_role("button", name="建档", exact=True).click()
    assert Cadre.objects.filter(name="顾云舟").count() == 1


# Small screens --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (768, 1024), (390, 844), (320, 640)])
def test_no_page_scrolls_sideways(browser, desk, officer, width, height):
    browser.expect("no-such-page")
    code = Cadre.objects.get(name="张喆堃").dossiers.get().code
    desk.set_viewport_size({"width": width, "height": height})
    for large in ("", "large-text"):
        for url in ("/people/", "/people/?q=zh&due=30&stage=visiting", "/people/new/",
                    f"/people/{code}/edit/", "/prefs/", "/no-such-page/"):  # fmt: skip
            desk.goto(url)
            desk.evaluate("name => document.documentElement.className = name", large)
            wide, room = desk.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert wide <= room, (url, large, wide, room)


def test_on_a_phone_what_is_pressed_is_large_enough(browser, desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    for url in ("/people/", "/people/new/"):
        desk.goto(url)
        small = desk.evaluate(
            """() => Array.from(document.querySelectorAll('button, .btn, .choices label, summary'))
                .filter(e => e.offsetParent)
                .map(e => [e.textContent.trim(), Math.round(e.getBoundingClientRect().height)])
                .filter(([, height]) => height < 24 || (height < 40 && height !== 0))"""
        )
        assert small == [], url
