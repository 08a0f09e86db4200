"""Files beside a record: who adds, who reads, what is kept and what is not."""

import io
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from attachments.actions import content_of, sweep_strays
from attachments.actions.storing import path_of
from attachments.models import Attachment
from audit.models import Entry
from tests import factories
from tests.attachments import files
from tests.visits.people import BACKEND, TODAY, people, talked, visited
from workdays import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _suites_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: factories.NOON)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def who():
    return people()


@pytest.fixture
def enter(client):
    def sign_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


def add_url(who, kind, code):
    return reverse("attachments:add", args=[who.dossier.code, kind, code])


def sent(name, data):
    return SimpleUploadedFile(name, data)


def add(client, who, record, *given, kind="visit", **more):
    return client.post(add_url(who, kind, record.code), {"upload": list(given), **more})


def said(client, response):
    return client.get(response.url.partition("#")[0]).content.decode()


def on_disk(media: Path):
    return [path for path in media.rglob("*") if path.is_file()]


class TestAdding:
    def test_a_photo_is_kept_sealed_and_shown_on_the_visit(self, who, enter, media):
        visit = visited(who)
        client = enter(who.officer)
        response = add(client, who, visit, sent("签字页.jpg", files.photo()), note="签字页")
        assert (response.status_code, response.url) == (303, f"/visits/{visit.code}/#files")
        row = Attachment.objects.get()
        page = said(client, response)
        assert row.get_absolute_url() in page
        assert "“签字页.jpg”已上传。" in page
        assert (row.name, row.kind, row.of_kind, row.note) == (
            "签字页.jpg",
            "jpg",
            "visit",
            "签字页",
        )
        for path in on_disk(media):
            assert b"\xff\xd8\xff" not in path.read_bytes()[:64]
            assert "签字" not in path.name
        with Image.open(io.BytesIO(content_of(row))) as kept:
            assert (kept.size, dict(kept.getexif())) == ((480, 640), {})
        entry = Entry.objects.get(verb="attachment.added")
        assert (entry.object_id, entry.dossier_id) == (row.pk, who.dossier.pk)

    def test_a_refused_one_loses_no_other_and_is_kept_nowhere(self, who, enter, media):
        visit = visited(who)
        client = enter(who.officer)
        response = add(
            client,
            who,
            visit,
            sent("a.pdf", files.pdf()),
            sent("程序.pdf", b"MZ" + bytes(99)),
            sent("b.docx", files.docx()),
        )
        page = said(client, response)
        assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.pdf", "b.docx"]
        assert "“程序.pdf”文件的内容是程序，不是文档，不能上传。" in page
        # Two files and the picture of one first page.
        assert len(on_disk(media)) == 3

    def test_the_same_file_twice_is_one(self, who, enter, media):
        visit = visited(who)
        client = enter(who.officer)
        add(client, who, visit, sent("a.pdf", files.pdf()))
        response = add(client, who, visit, sent("another.pdf", files.pdf()))
        assert "同一个文件已在附件里" in said(client, response)
        assert Attachment.objects.count() == 1
        assert len(on_disk(media)) == 2

    def test_the_twenty_first_is_refused(self, who, enter, monkeypatch):
        monkeypatch.setattr("attachments.actions.attaching.MAX_FILES", 1)
        visit = visited(who)
        client = enter(who.officer)
        response = add(
            client, who, visit, sent("a.docx", files.docx("一")), sent("b.docx", files.docx("二"))
        )
        assert "每条记录最多 1 个附件，已有 1 个。" in said(client, response)
        assert Attachment.objects.count() == 1

    def test_25_megabytes_are_refused(self, who, enter, media):
        client = enter(who.officer)
        big = sent("大.pdf", b"%PDF-" + bytes(25 * 2**20))
        response = add(client, who, visited(who), big)
        assert "超过 20 MB 上限" in said(client, response)
        assert on_disk(media) == []

    def test_nothing_chosen_is_said(self, who, enter):
        client = enter(who.officer)
        response = client.post(add_url(who, "visit", visited(who).code))
        assert "没有收到文件，请选择文件后再点“上传”。" in said(client, response)

    def test_a_marking_wants_an_answer_and_the_answer_is_kept(self, who, enter, media):
        visit = visited(who)
        client = enter(who.officer)
        marked = files.docx("机密★1年\n通知")
        response = add(client, who, visit, sent("通知.docx", marked))
        assert "“机密★1年”字样，没有保存" in said(client, response)
        assert (Attachment.objects.count(), on_disk(media)) == (0, [])
        add(client, who, visit, sent("通知.docx", marked), marking_answer="样张，本身不涉密")
        row = Attachment.objects.get()
        assert (row.marking, row.marking_answer) == ("机密★1年", "样张，本身不涉密")

    def test_one_file_by_script_is_answered_by_its_row(self, who, enter):
        visit = visited(who)
        client = enter(who.officer)
        address = add_url(who, "visit", visit.code)
        head = {"X-One-File": "1"}
        kept = client.post(address, {"upload": sent("a.pdf", files.pdf())}, headers=head)
        assert kept.status_code == 200
        assert kept.content.decode().startswith('<li class="file-line"><a href="/files/')
        wrong = client.post(address, {"upload": sent("a.exe", b"MZ" + bytes(9))}, headers=head)
        assert (wrong.status_code, "文件的内容是程序" in wrong.content.decode()) == (422, True)

    def test_a_record_of_another_dossier_is_not_there(self, who, enter):
        other = factories.dossier(who.office, name="别人")
        visit = visited(who)
        client = enter(who.officer)
        address = reverse("attachments:add", args=[other.code, "visit", visit.code])
        assert client.post(address, {"upload": sent("a.pdf", files.pdf())}).status_code == 404
        odd = reverse("attachments:add", args=[who.dossier.code, "letter", visit.code])
        assert client.post(odd, {"upload": sent("a.pdf", files.pdf())}).status_code == 404

    def test_papers_of_the_decision_lie_beside_the_dossier(self, who, enter):
        client = enter(who.officer)
        response = client.post(
            add_url(who, "decision", who.dossier.code),
            {"upload": sent("送达回证.pdf", files.pdf())},
        )
        assert response.url == f"/people/{who.dossier.code}/files/#files"
        assert "送达回证.pdf" in said(client, response)


class TestReading:
    @pytest.fixture
    def kept(self, who, enter):
        add(enter(who.officer), who, visited(who), sent("记录.pdf", files.pdf()))
        return Attachment.objects.get()

    def test_the_content_is_a_download_that_runs_nothing(self, who, enter, kept):
        response = enter(who.officer).get(f"/files/{kept.code}/content/")
        assert response.content == files.pdf() == content_of(kept)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert Entry.objects.filter(verb="attachment.downloaded", object_id=kept.pk).count() == 1

    def test_the_page_shows_the_first_page_and_is_on_record(self, who, enter, kept):
        client = enter(who.officer)
        page = client.get(kept.get_absolute_url()).content.decode()
        assert "2页" in page
        shown = client.get(f"/files/{kept.code}/picture/")
        assert (shown["Content-Type"], shown["Content-Disposition"]) == ("image/jpeg", "inline")
        assert shown.content.startswith(b"\xff\xd8\xff")
        assert Entry.objects.filter(verb="attachment.open", object_id=kept.pk).count() == 2

    @pytest.mark.parametrize("part", ["", "content/", "picture/", "void/"])
    def test_a_helper_finds_nothing_of_a_visit(self, who, enter, kept, part):
        assert enter(who.helper).get(f"/files/{kept.code}/{part}").status_code in {403, 404}

    def test_a_helper_reads_and_adds_beside_his_talk(self, who, enter):
        talk = talked(who, held_on=date(2026, 9, 12))
        client = enter(who.helper)
        response = add(client, who, talk, sent("谈话.jpg", files.photo()), kind="talk")
        assert response.url == f"/talks/{talk.code}/#files"
        row = Attachment.objects.get()
        assert client.get(f"/files/{row.code}/content/").status_code == 200

    def test_bytes_put_in_the_place_of_another_file_do_not_open(self, who, enter, kept):
        add(enter(who.officer), who, visited(who), sent("b.docx", files.docx()))
        other = Attachment.objects.get(kind="docx")
        path_of(kept.stored_as).write_bytes(path_of(other.stored_as).read_bytes())
        with pytest.raises(InvalidTag):
            content_of(kept)

    def test_a_lost_file_is_said_and_breaks_no_page(self, who, enter, kept):
        path_of(kept.stored_as).unlink()
        client = enter(who.officer)
        response = client.get(f"/files/{kept.code}/content/")
        assert response.status_code == 303
        assert "请联系系统管理员核对文件存储" in client.get(response.url).content.decode()


class TestRemoving:
    def test_it_wants_a_reason_and_is_shown_to_nobody_afterwards(self, who, enter):
        visit = visited(who)
        client = enter(who.officer)
        add(client, who, visit, sent("a.pdf", files.pdf()))
        row = Attachment.objects.get()
        address = f"/files/{row.code}/void/"
        assert client.post(address, {"reason": " "}).status_code == 422
        response = client.post(address, {"reason": "传错了文件"})
        assert (response.status_code, response.url) == (303, f"/visits/{visit.code}/")
        assert client.get(row.get_absolute_url()).status_code == 404
        row.refresh_from_db()
        assert (row.is_void, row.void_reason, row.voided_by) == (True, "传错了文件", who.officer)
        # The same file may come again.
        add(client, who, visit, sent("a.pdf", files.pdf()))
        assert Attachment.objects.live().count() == 1


def test_what_no_row_names_is_swept_after_a_day(who, enter, media):
    add(enter(who.officer), who, visited(who), sent("a.pdf", files.pdf()))
    stray = media / "attachments" / "ab" / ("ab" * 16)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    kept = len(on_disk(media)) - 1
    now = datetime.now(UTC)
    assert sweep_strays(at=now) == 0
    for path in on_disk(media):
        os.utime(path, ((now - timedelta(hours=25)).timestamp(),) * 2)
    assert sweep_strays(at=now) == 1
    assert (stray.exists(), len(on_disk(media))) == (False, kept)
