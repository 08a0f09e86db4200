"""The hands of the main job: what each person does on the screen, one function per step."""

import os
import re
from pathlib import Path

from evaluation.models import Instrument
from tests import factories

LEDGER = Path(__file__).parent.parent / "fixtures" / "ledgers" / "回访对象明细清单.xlsx"
# Set to a folder, every step of the walk leaves a picture of its page there.
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
LETTER_PAGE = re.compile(r"/docs/[0-9A-Z]{12}/$")
PATIENCE = 120_000


class Person:
    """Someone at a screen of his own, signed in by name and password."""

    def __init__(self, browser, user):
        self.page = browser.new_page(accept_downloads=True)
        self.page.context.set_default_timeout(60_000)
        self.user = user
        self.page.goto("/login/")
        self.page.get_by_label("用户名").fill(user.username)
        self.page.get_by_label("密码").fill(factories.PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(re.compile(r"/(todo|inbox)/$"))

    def goes(self, address):
        return self.page.goto(address)

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, name):
        self.page.get_by_role("link", name=name).first.click()

    def fills(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)

    def chooses(self, group, *labels):
        for label in labels:
            self.page.get_by_role("group", name=group).get_by_label(label, exact=True).click()

    def sees(self, words):
        self.page.get_by_text(words).first.wait_for()

    def looks(self, name):
        """Keep a picture of the page, when pictures were asked for."""
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def imports_the_ledger(officer):
    officer.goes("/import/")
    officer.page.locator("input[type=file]").set_input_files(LEDGER)
    officer.presses("上传并读取")
    officer.looks("01-columns")
    officer.presses("核对各行")
    officer.sees("共86行")
    officer.looks("02-check")
    officer.presses("导入86行")
    officer.page.wait_for_url("**/jobs/**")
    officer.looks("03-progress")
    officer.page.get_by_role("link", name="查看结果").click(timeout=PATIENCE)
    officer.looks("04-result")


def opens_the_dossier(officer, *, typed, name):
    """By the initials of the name, as one does in a hurry."""
    officer.goes(f"/people/?q={typed}")
    officer.page.get_by_role("table").get_by_role("link", name=name).click()
    officer.page.wait_for_url(re.compile(r"/people/[0-9A-Z]{12}/$"))
    officer.sees("下一步")
    officer.looks("05-dossier")
    return officer.page.url.rstrip("/").rpartition("/")[2]


def writes_and_submits_the_plan(officer, code, *, days):
    officer.goes(f"/people/{code}/plan/edit/")
    for part, day in zip(("看", "听", "谈"), days, strict=True):
        officer.page.get_by_label(f"{part}·日期").fill(day)
        officer.page.get_by_label(f"{part}·了解到的情况").fill("了解到的事实和本人原话要点。")
    officer.page.get_by_label("研判结论").fill("业务能力强，需要放下包袱。")
    officer.chooses("主要做法", "肯定为主")
    officer.page.get_by_role("group", name="第1项目标").get_by_label("目标").fill("承担重点任务")
    for number in (1, 2, 3):
        row = officer.page.get_by_role("group", name=f"第{number}项措施")
        row.get_by_label("具体做法").fill("每月谈一次")
        row.get_by_label("责任人").fill("分管副局长")
        row.get_by_label("完成时间").fill("2027-03-31")
    officer.page.get_by_label("使用：责任单位").fill("中共临澜市委组织部")
    for number, day in ((1, "2026-12-10"), (2, "2026-12-25")):
        row = officer.page.get_by_role("group", name=f"第{number}项安排")
        row.get_by_label("计划日期").fill(day)
    officer.chooses("本人对方案的意见", "同意")
    officer.page.get_by_label("本人怎么说").fill("同意，希望参加业务培训。")
    officer.page.get_by_label("征求意见日期").fill(days[-1])
    officer.looks("06-plan")
    officer.presses("送审")
    officer.page.wait_for_url(re.compile(r"/plan/(#\w+)?$"))


def approves_the_plan_from_the_desk(director):
    director.goes("/todo/")
    director.looks("07-desk")
    director.page.get_by_role("link", name=re.compile("^审批")).click()
    director.presses("同意")
    director.page.wait_for_url(re.compile(r"/plan/(#\w+)?$"))


def records_a_visit(officer, code, *, companion):
    officer.goes(f"/people/{code}/visits/new/")
    officer.chooses("地点", "办公室")
    officer.chooses("方式", "当面")
    officer.page.get_by_label(companion).first.check()
    officer.chooses("对处分的认识", "认识到位")
    officer.chooses("思想和情绪", "平稳")
    officer.page.get_by_label("履职表现").fill("牵头完成报销流程修订，按时办结。")
    officer.chooses("工作生活困难", "暂无")
    officer.page.get_by_label("当前状态").select_option(label="积极投入")
    officer.chooses("回应方式", "表现良好，予以肯定")
    officer.page.get_by_label("下一步措施").fill("安排经验交流")
    officer.page.get_by_label("回访组意见").fill("认识到位，工作主动。")
    officer.chooses("签名", "本人已签名")
    officer.looks("08-visit")
    officer.presses("提交回访记录")
    officer.page.wait_for_url(re.compile(r"/visits/[0-9A-Z]{12}/$"))


def opens_a_final_round(officer, code, *, ballots):
    officer.goes(f"/ratings/new/?person={code}")
    officer.chooses("评价类别", "期满评价")
    officer.fills(early_reason="组织部门拟近期研究干部，提前开展")
    for group in ("LD", "TS", "QZ", "JS", "FW", "NJ", "SJ", "TY"):
        officer.page.locator(f"[name=expected_{group}]").fill(str(ballots.get(group, 0)))
        if group not in ballots:
            officer.page.locator(f"[name=reason_{group}]").select_option("none_exists")
    officer.presses("发起评价")
    officer.page.wait_for_url(re.compile(r"/ratings/[0-9A-Z]{12}/$"))
    officer.looks("09-round")
    return officer.page.url.rstrip("/").rpartition("/")[2]


def types_all_ballots(officer, round_code, *, ballots):
    instrument = Instrument.objects.current().value
    piles = [group for group, count in ballots.items() for _ in range(count)]
    for number, group in enumerate(piles, start=1):
        types_a_ballot(officer, round_code, group, instrument.items_for(group))
        officer.sees(f"第{number}号票已保存")


def types_a_ballot(officer, round_code, group, items):
    """With digits alone, as from a pile of paper: full praise, no blame."""
    officer.goes(f"/ratings/{round_code}/paper-entry/?group={group}")
    officer.page.locator("fieldset[data-rating] input[type=radio]").first.focus()
    for item in items:
        officer.page.keyboard.press("4" if item.positive else "0")
    officer.page.keyboard.press("Enter")


def computes_and_concludes(officer, round_code):
    officer.goes(f"/ratings/{round_code}/close/")
    officer.presses("截止收票")
    officer.presses("计算结果")
    officer.page.wait_for_load_state()
    officer.goes(f"/ratings/{round_code}/results/")
    officer.looks("10-results")
    officer.goes(f"/ratings/{round_code}/conclusion/")
    officer.chooses("结论用语", "表现突出")
    officer.page.locator("[name=text]").fill("认识到位，改正彻底，履职主动，群众反映好。")
    officer.presses("保存结论，请另一人确认")
    officer.page.wait_for_load_state()
    officer.looks("11-conclusion")


def confirms_the_conclusion_from_the_desk(director):
    director.goes("/todo/")
    director.page.get_by_role("link", name=re.compile("^确认")).click()
    director.presses("确认结论")
    director.page.wait_for_load_state()


def sets_the_letterhead(officer):
    officer.goes("/docs/letterhead/")
    officer.fills(
        mark="中共临澜市纪律检查委员会", word="临纪函", contact="陆知行", phone="0000-0000000"
    )
    officer.presses("保存")
    officer.page.wait_for_load_state()


def drafts_and_submits_the_letter(officer, code):
    officer.goes(f"/people/{code}/letters/")
    officer.presses("起草反馈函")
    officer.page.wait_for_url(re.compile(r"/edit/$"))
    for name in ("thought", "duty", "style"):
        part = officer.page.locator(f"[name={name}]")
        if not part.input_value():
            part.fill("认识到位，工作主动，作风扎实。")
    officer.chooses("意见", "尚在影响期内，继续教育帮助")
    officer.looks("12-letter")
    officer.presses("保存")
    officer.page.wait_for_url(LETTER_PAGE)
    officer.presses("送签")
    officer.sees("待签发")
    return officer.page.url.rstrip("/").rpartition("/")[2]


def approves_the_letter_from_the_desk(leader):
    leader.goes("/todo/")
    leader.page.get_by_role("link", name=re.compile("^签发")).click()
    leader.sees("为什么是这一天")
    leader.looks("13-review")
    leader.presses("签发")
    leader.page.wait_for_load_state()


def has_it_numbered_and_made(officer, letter_code):
    officer.goes(f"/docs/{letter_code}/")
    officer.presses("编号并制作")
    officer.looks("14-making")
    officer.page.get_by_role("link", name="查看结果").click(timeout=PATIENCE)
    officer.page.get_by_role("link", name="下载定稿").wait_for()
    officer.looks("15-issued")


def downloads_and_signs_for_it(receiver):
    receiver.goes("/inbox/")
    receiver.looks("16-inbox")
    receiver.page.get_by_role("table").get_by_role("link").first.click()
    receiver.looks("17-inbox-letter")
    with receiver.page.expect_download() as waiting:
        receiver.follows("下载定稿")
    receiver.presses("签收")
    receiver.page.wait_for_load_state()
    return Path(waiting.value.path()).read_bytes()
