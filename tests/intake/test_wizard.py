"""The wizard in the browser's eyes: upload, columns, check, commit, result, undo."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from cases.models import Cadre, Clock
from columns.refusal import Refused
from intake.models import ImportBatch, ImportRow, ImportSource
from intake.tasks import commit_batch, undo
from jobs.models import Job
from tests import factories
from tests.intake import ledgers
from tests.intake.conftest import CLEAN, FAULTY
from tests.intake.test_matching import ELSEWHERE, ONE, H


@pytest.fixture
def officer(client, office):
    user = factories.user(Role.OFFICER, office)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def upload(client, officer):
    def upload(path):
        file = SimpleUploadedFile(path.name, path.read_bytes())
        return client.post(reverse("intake:list"), {"file": file})

    return upload


@pytest.fixture
def walk(client, upload):
    """walk(path): to the check page, with the columns as they were understood."""

    def walk(path):
        upload(path)
        batch = ImportBatch.objects.latest("pk")
        client.post(reverse("intake:map", args=[batch.code]), columns_of(batch))
        batch.refresh_from_db()
        return batch

    return walk


def columns_of(batch, **changes):
    """What the mapping page would send back untouched."""
    data = {"version": batch.version}
    for number, sheet in enumerate(batch.sheets):
        data[f"use-{number}"] = "on"
        for column in sheet["columns"]:
            data[f"c-{number}-{column['index']}"] = column["key"]
    return data | changes


@pytest.fixture
def no_queue(monkeypatch):
    """Messages to the worker, collected."""
    from celery import current_app

    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda *words, **_: sent.append(words))
    return sent


@pytest.fixture
def commit(client, no_queue):
    def commit(batch, **data):
        batch.refresh_from_db()
        client.post(
            reverse("intake:check", args=[batch.code]),
            {"version": batch.version, "do": "commit", **data},
        )
        commit_batch(Job.objects.get(kind="intake.tasks.commit_batch", key=batch.code).pk)
        batch.refresh_from_db()

    return commit


def table_of(path, *rows):
    return ledgers.xlsx(path / "台账.xlsx", [H, *[[row.get(h) for h in H] for row in rows]])


def test_four_steps_bring_the_ledger_in(client, walk, commit):
    batch = walk(CLEAN)
    page = client.get(reverse("intake:check", args=[batch.code])).content.decode()
    assert "共86行" in page
    assert "导入86行" in page
    assert Cadre.objects.count() == 0
    commit(batch)
    assert (batch.state, batch.new, Cadre.objects.count()) == ("committed", 86, 86)
    job = Job.objects.get(key=batch.code)
    assert (job.state, job.result) == ("done", {"url": f"/import/{batch.code}/"})
    result = client.get(job.result["url"]).content.decode()
    assert "86行" in result
    assert not ImportSource.objects.filter(batch=batch).exists()


def test_the_worker_called_twice_commits_once(client, walk, commit):
    batch = walk(CLEAN)
    commit(batch)
    commit_batch(Job.objects.get(key=batch.code).pk)
    assert Cadre.objects.count() == 86


def test_reconcile_is_asked_for_after_the_commit(walk, commit, no_queue):
    commit(walk(CLEAN))
    assert ("visits.tasks.reconcile",) in no_queue


def test_leaving_at_any_step_loses_nothing(client, upload):
    upload(CLEAN)
    batch = ImportBatch.objects.get()
    listed = client.get(reverse("intake:list")).content.decode()
    assert "待对应列" in listed
    assert batch.code in listed
    assert client.get(reverse("intake:result", args=[batch.code])).url == reverse(
        "intake:map", args=[batch.code]
    )
    page = client.get(reverse("intake:map", args=[batch.code])).content.decode()
    assert "基本情况/姓名" in page
    assert "识别为1976年9月" in page
    assert "识别为2026年5月5日" in page
    assert "19900000001" not in page


def test_a_file_nobody_can_read_is_refused_on_the_spot(client, upload, tmp_path):
    answer = upload(ledgers.text(tmp_path / "a.csv", [["物品", "数量"], ["纸", 1]]))
    assert answer.status_code == 422
    assert "没有找到回访对象的表头" in answer.content.decode()
    assert ImportBatch.objects.count() == 0


def test_the_same_file_again_is_told(client, upload, walk, commit):
    commit(walk(CLEAN))
    upload(CLEAN)
    batch = ImportBatch.objects.latest("pk")
    assert "再次导入不会产生新记录" in batch.notices[0]


def test_columns_are_corrected_by_hand(client, upload, tmp_path):
    rows = [[h.replace("处分决定时间", "日子") for h in H[:10]], *ledgers.PEOPLE]
    upload(ledgers.xlsx(tmp_path / "a.xlsx", rows))
    batch = ImportBatch.objects.get()
    address = reverse("intake:map", args=[batch.code])
    answer = client.post(address, columns_of(batch))
    assert answer.status_code == 422
    assert "还缺少必填列：处分决定时间" in answer.content.decode()
    assert client.post(address, columns_of(batch, **{"c-0-9": "decided_on"})).status_code == 303
    batch.refresh_from_db()
    assert (batch.state, batch.new) == ("checked", 4)


def test_one_field_goes_to_one_column(client, upload):
    upload(CLEAN)
    batch = ImportBatch.objects.get()
    data = columns_of(batch, **{"c-0-19": "name"})
    answer = client.post(reverse("intake:map", args=[batch.code]), data)
    assert "“姓名”已经对应到另一列" in answer.content.decode()


def test_wrong_rows_come_back_as_a_workbook_with_reasons(client, walk):
    batch = walk(FAULTY)
    assert (batch.rows, batch.wrong) == (60, 12)
    answer = client.post(reverse("intake:wrong", args=[batch.code]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1] == "姓名"
    assert rows[0][-1] == "原因（改好后可把本表再次上传）"
    assert len(rows) == 1 + 12
    assert all(re.match(r"第\d+行【", row[-1]) for row in rows[1:])
    assert all(cell.data_type in {"s", "n"} for line in sheet.iter_rows() for cell in line)


def test_the_corrected_workbook_may_be_uploaded_again(client, walk, tmp_path):
    batch = walk(FAULTY)
    body = client.post(reverse("intake:wrong", args=[batch.code])).content
    book = openpyxl.load_workbook(io.BytesIO(body))
    for line in book.active.iter_rows(min_row=2):
        for cell in line:
            if cell.value == "去年秋天":
                cell.value = "2025-10-08"
    path = tmp_path / "改过.xlsx"
    book.save(path)
    assert (walk(path).rows, ImportBatch.objects.latest("pk").new) == (12, 1)


def test_a_question_is_answered_on_the_page(client, walk, commit, tmp_path):
    commit(walk(table_of(tmp_path, ONE)))
    batch = walk(table_of(tmp_path, ELSEWHERE))
    address = reverse("intake:check", args=[batch.code])
    assert "可能是同一人" in client.get(address).content.decode()
    assert batch.wrong == 1
    client.post(address, {"version": batch.version, "do": "again", "answer-0": "same"})
    batch.refresh_from_db()
    assert (batch.wrong, batch.changed) == (0, 1)
    commit(batch, **{"answer-0": "same"})
    assert Cadre.objects.get().unit.full_name == "望川区教育局"


def test_a_moved_end_is_shown_and_ticked_on_the_page(client, walk, commit, tmp_path):
    commit(walk(table_of(tmp_path, ONE)))
    batch = walk(table_of(tmp_path, ONE | {"处分决定时间": "2025-04-20"}))
    page = client.get(reverse("intake:check", args=[batch.code])).content.decode()
    assert "2026年3月19日" in page
    assert "2026年4月19日" in page
    commit(batch, **{"tick-0": "on"})
    assert Clock.objects.get().end.isoformat() == "2026-04-19"


def test_an_unticked_move_is_left_out_and_told(client, walk, commit, tmp_path):
    commit(walk(table_of(tmp_path, ONE)))
    batch = walk(table_of(tmp_path, ONE | {"处分决定时间": "2025-04-20"}))
    commit(batch)
    assert Clock.objects.get().end.isoformat() == "2026-03-19"
    result = client.get(reverse("intake:result", args=[batch.code])).content.decode()
    assert "有1行会改变已有的届满日" in result


def test_undo_goes_through_the_worker(client, walk, commit):
    batch = walk(CLEAN)
    commit(batch)
    address = reverse("intake:undo", args=[batch.code])
    assert "每批只能撤销一次" in client.get(address).content.decode()
    client.post(address)
    undo(Job.objects.get(kind="intake.tasks.undo_batch").pk)
    batch.refresh_from_db()
    assert (batch.state, Cadre.objects.live().count()) == ("undone", 0)


def test_undo_names_whoever_was_worked_on_since(client, walk, commit, officer):
    from audit.record import record

    batch = walk(CLEAN)
    commit(batch)
    person = Cadre.objects.get(name="唐守拙")
    record("visit.recorded", by=officer, dossier_id=person.dossiers.get().pk)
    answer = client.post(reverse("intake:undo", args=[batch.code]))
    assert answer.status_code == 409
    assert "唐守拙" in answer.content.decode()


def test_a_batch_given_up_leaves_nothing(client, walk):
    batch = walk(CLEAN)
    client.post(reverse("intake:drop", args=[batch.code]))
    batch.refresh_from_db()
    assert (batch.state, ImportRow.objects.count()) == ("dropped", 0)


def test_a_commit_that_is_refused_gives_the_batch_back(client, walk, commit, monkeypatch):
    import intake.tasks

    def refuse(*_words, **_more):
        raise Refused("本机关还没有发布本地规则。")

    batch = walk(CLEAN)
    monkeypatch.setattr(intake.tasks, "desk_of", refuse)
    commit(batch)
    job = Job.objects.get(key=batch.code)
    assert (batch.state, job.state, job.error) == (
        "checked", "failed", "本机关还没有发布本地规则。"
    )  # fmt: skip
    monkeypatch.undo()
    assert "导入86行" in client.get(reverse("intake:check", args=[batch.code])).content.decode()


def test_two_people_at_one_batch_do_not_commit_twice(client, walk, no_queue):
    batch = walk(CLEAN)
    address = reverse("intake:check", args=[batch.code])
    data = {"version": batch.version, "do": "commit"}
    assert client.post(address, data).status_code == 303
    assert client.post(address, data).url == reverse("intake:result", args=[batch.code])
    assert Job.objects.filter(kind="intake.tasks.commit_batch").count() == 1


@pytest.mark.parametrize("name", ["map", "check", "result", "undo"])
def test_another_office_finds_nothing(client, upload, name):
    upload(CLEAN)
    batch = ImportBatch.objects.get()
    stranger = factories.user(Role.OFFICER, factories.office("望川区纪委监委"))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(f"intake:{name}", args=[batch.code])).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.HELPER, Role.UNIT, Role.PERSONNEL, Role.INSPECTOR, Role.LEADER]
)
def test_only_the_office_imports(client, office, role):
    client.force_login(
        factories.user(role, office), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(reverse("intake:list")).status_code == 403


def test_id_numbers_and_telephones_lie_sealed_in_the_staging_rows(client, walk, tmp_path):
    walk(
        table_of(
            tmp_path,
            ONE | {"身份证号": "110105197804010023", "性别": "女", "联系电话": "13812345678"},
        )
    )
    plain = str(list(ImportRow.objects.values("values", "errors", "notices", "changes", "name")))
    plain += str(list(ImportBatch.objects.values("sheets", "notices")))
    assert "110105197804010023" not in plain
    assert "13812345678" not in plain
