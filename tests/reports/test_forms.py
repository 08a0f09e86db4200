"""Forms on paper: what stands on them stands in the record, and what is restricted does not."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Cadre
from jobs.models import Job
from reports.choices import Form
from reports.facts.forms import form_sheet, record_of
from reports.models import Printout
from reports.render.form import form_page
from reports.render.pdf import pdf_of
from reports.tasks import make_printout
from tests import factories
from tests.visits.people import BACKEND, TODAY, approved, people, talked, visited
from visits.actions import FamilyHeard, Heard
from visits.models import Plan, Talk, Visit
from workdays import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed"),
]
FAMILY = "家属说的话不得外印"
VIOLATION = "虚报差旅费"


@pytest.fixture(autouse=True)
def _suites_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: factories.NOON)


@pytest.fixture
def who():
    found = people()
    decision = found.dossier.decisions.first()
    type(decision).objects.filter(pk=decision.pk).update(reason=VIOLATION)
    return found


@pytest.fixture
def records(who):
    """One of each, with everything a form may show."""
    plan = approved(who)
    visit = visited(
        who,
        prescription="参加十月的业务培训",
        advice_text="希望多安排业务工作",
        attitude_text="程序意识不强，已吸取教训",
        next_on=date(2026, 12, 15),
        parts={
            "interviews": [Heard("unit_leader", "工作踏实", "王某")],
            "family": FamilyHeard("spouse", FAMILY),
        },
    )
    talk = talked(who, held_on=date(2026, 9, 12))
    return {
        Form.PLAN: plan.code,
        Form.TALK: talk.code,
        **dict.fromkeys((Form.VISIT, Form.TRANSCRIPT, Form.SHORT), visit.code),
    }


def sheet_for(who, form, records):
    code = records.get(form, who.dossier.code)
    record = record_of(who.dossier, form, code, by=who.officer)
    return form_sheet(who.dossier, form, record, today=TODAY)


def words(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
    )
    return done.stdout


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def signs(text: str) -> list[str]:
    """Every character but blanks, sorted: columns beside each other are read in any order."""
    return sorted(plain(text))


@pytest.mark.parametrize("form", list(Form))
def test_every_word_of_the_facts_is_on_the_paper_and_no_other(who, records, form, tmp_path):
    sheet = sheet_for(who, form, records)
    paper = pdf_of(form_page(sheet))
    printed = words(paper.content, tmp_path)
    numbers = "".join(f"—{page}—" for page in range(1, paper.pages + 1))
    head = sheet.corner + f"档案编号{sheet.number}"
    counted = "".join(
        str(number)
        for part in sheet.parts
        if part.kind == "ruled"
        for number in range(1, len(part.lines) + 1)
    )
    once = sheet.text.removeprefix(sheet.title + sheet.number)
    expected = sheet.title + once.replace(sheet.foot, "") if sheet.foot else sheet.title + once
    on_every_page = (head + sheet.foot) * paper.pages
    heads = _repeated_heads(sheet, paper.pages, printed)
    assert signs(printed) == signs(expected + counted + on_every_page + numbers + heads)


def _repeated_heads(sheet, pages, printed) -> str:
    """Heads of a table that went over a page stand there again."""
    flat = plain(printed)
    again = ""
    for part in sheet.parts:
        if part.kind == "table":
            head = "".join(part.heads)
            again += head * max(flat.count(plain(head)) - 1, 0)
    return again


@pytest.mark.parametrize("form", list(Form))
def test_no_form_carries_what_relatives_said(who, records, form):
    assert FAMILY not in sheet_for(who, form, records).text


def test_the_blank_form_says_nothing_of_the_matter(who, records, tmp_path):
    sheet = sheet_for(who, Form.VISIT_BLANK, records)
    printed = plain(words(pdf_of(form_page(sheet)).content, tmp_path))
    decision = who.dossier.decisions.select_related("measure", "document").first()
    for word in (VIOLATION, "处分", "违纪", decision.document.number, decision.measure.name):
        assert word not in printed
    assert "参加十月的业务培训" in printed
    assert "2026年12月15日" in printed
    assert who.dossier.cadre.name in printed


def test_the_notice_and_the_talk_say_nothing_of_the_matter_either(who, records):
    for form in (Form.NOTICE, Form.TALK, Form.TALK_BLANK, Form.TRANSCRIPT_BLANK):
        text = sheet_for(who, form, records).text
        assert (VIOLATION in text, "处分" in text) == (False, False)


def test_his_own_sheet_holds_his_words_and_nobody_elses(who, records):
    text = sheet_for(who, Form.OWN, records).text
    assert "希望多安排业务工作" in text
    assert "同意，希望参加培训。" in text
    assert "工作踏实" not in text
    assert "继续保持联系" not in text


@pytest.mark.parametrize("form", [Form.TALK, Form.TALK_BLANK, Form.NOTICE])
def test_what_is_to_be_one_page_is_one_page(who, records, form):
    assert pdf_of(form_page(sheet_for(who, form, records))).pages == 1


def test_the_foot_of_the_transcript_stands_on_every_page(who, records, tmp_path):
    Visit.objects.filter(dossier=who.dossier).update(outline="近来工作怎么样？\n" * 14)
    paper = pdf_of(form_page(sheet_for(who, Form.TRANSCRIPT, records)))
    printed = plain(words(paper.content, tmp_path))
    assert paper.pages > 1
    assert printed.count("以上记录看过，与我说的一致。") == paper.pages


def test_a_rare_name_shows_and_one_that_no_font_has_is_refused(who, client, monkeypatch):
    client.force_login(who.officer, backend=BACKEND)
    monkeypatch.setattr("reports.views.printing.send", lambda _job: None)
    Cadre.objects.filter(pk=who.dossier.cadre_id).update(name="王\U000f0000")
    job = ask(client, who, Form.NOTICE, who.dossier.code)
    make_printout(job.pk)
    job.refresh_from_db()
    assert job.has_failed
    assert "没有可用字形，打印会成空框，已停止制作" in job.error
    assert Printout.objects.count() == 0


def ask(client, who, form, code):
    address = reverse("reports:print_form", args=[who.dossier.code, form, code])
    response = client.post(address)
    assert response.status_code == 303
    return Job.objects.latest("pk")


class TestAsking:
    def test_one_click_makes_it_and_the_next_opens_it(self, who, client, monkeypatch):
        monkeypatch.setattr("reports.views.printing.send", lambda _job: None)
        client.force_login(who.officer, backend=BACKEND)
        job = ask(client, who, Form.VISIT_BLANK, who.dossier.code)
        assert ask(client, who, Form.VISIT_BLANK, who.dossier.code) == job
        make_printout(job.pk)
        job.refresh_from_db()
        made = Printout.objects.get()
        assert (job.is_done, job.result["url"]) == (True, f"/prints/{made.code}/")
        response = client.get(job.result["url"])
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Type"] == "application/pdf"
        assert Entry.objects.filter(verb="printout.open", object_id=made.pk).count() == 1

    def test_nobody_else_opens_it(self, who, client, monkeypatch):
        monkeypatch.setattr("reports.views.printing.send", lambda _job: None)
        client.force_login(who.officer, backend=BACKEND)
        make_printout(ask(client, who, Form.REGISTER, who.dossier.code).pk)
        client.force_login(who.second, backend=BACKEND)
        assert client.get(f"/prints/{Printout.objects.get().code}/").status_code == 404

    def test_a_helper_prints_his_talk_and_no_visit(self, who, records, client, monkeypatch):
        monkeypatch.setattr("reports.views.printing.send", lambda _job: None)
        client.force_login(who.helper, backend=BACKEND)
        page = client.get(reverse("reports:forms", args=[who.dossier.code])).content.decode()
        assert "空白季度谈心谈话记录" in page
        assert "回访登记表" not in page
        make_printout(ask(client, who, Form.TALK, records[Form.TALK]).pk)
        assert Printout.objects.get().reader == who.helper
        address = reverse("reports:print_form", args=[who.dossier.code, "visit", records["visit"]])
        assert client.post(address).status_code == 403

    def test_records_of_others_are_not_there(self, who, client):
        other = factories.dossier(who.office, name="别人")
        client.force_login(who.officer, backend=BACKEND)
        address = reverse("reports:print_form", args=[other.code, "plan", who.dossier.code])
        assert client.post(address).status_code == 404
        assert (Plan.objects.count(), Talk.objects.count()) == (0, 0)
