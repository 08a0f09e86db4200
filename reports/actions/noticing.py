"""Notices that should be drafted compared with those that are; a person sends, or declines."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from accounts.acting import act
from accounts.models import User
from audit.record import record, record_many
from cases.models import Cadre, Dossier
from columns.refusal import Refused
from jobs.actions import submit
from jobs.models import Job
from reports.actions.issuing import Paper
from reports.choices import NoticeKind, NoticeStatus, NoticeWithdrawal
from reports.facts import BASIS, basis_of, basis_params, letterhead_of
from reports.models import Notice, NoticeFile
from reports.rules.notice import NoticeFacts, changes, words
from visits.actions.holding import MANY, ONE, hold

TASK = "reports.tasks.make_notice"

# A notice is wanted unless one was sent already (again only if the end has moved later since), or
# a person declined exactly this one. Drafts that rest on other facts go; what is left is missing.
SQL = f"""
WITH {BASIS}, want AS MATERIALIZED (
    SELECT b.id, k.kind, b.facts, b.digest
      FROM basis b CROSS JOIN unnest(%(kinds)s::text[]) AS k(kind)
     WHERE NOT EXISTS (
         SELECT FROM reports_notice n
          WHERE n.dossier_id = b.id AND n.kind = k.kind
            AND (n.status = 'released' AND n."end" >= b."end"
                 OR n.withdrawal = 'declined' AND n.digest = b.digest))
), gone AS (
    UPDATE reports_notice n
       SET status = 'withdrawn', withdrawn_on = %(on)s,
           withdrawal = CASE WHEN EXISTS (SELECT FROM want w
                                           WHERE w.id = n.dossier_id AND w.kind = n.kind)
                             THEN 'changed' ELSE 'not_due' END
     WHERE n.dossier_id = ANY(%(ids)s) AND n.status = 'drafted'
       AND NOT EXISTS (SELECT FROM want w WHERE w.id = n.dossier_id AND w.kind = n.kind
                                            AND w.digest = n.digest)
    RETURNING 1
), missing AS (
    SELECT * FROM want w
     WHERE NOT EXISTS (SELECT FROM reports_notice n
                        WHERE n.dossier_id = w.id AND n.kind = w.kind AND n.digest = w.digest
                          AND n.status = 'drafted')
)
SELECT (SELECT count(*) FROM gone), m.id, m.kind, m.facts::text, m.digest
  FROM (VALUES (1)) AS one LEFT JOIN missing m ON true
 ORDER BY m.id, array_position(%(kinds)s::text[], m.kind)
"""  # noqa: S608 (our own text)


class Moved(Refused):
    """The facts under a draft have moved; drafted anew, it can be sent."""


@dataclass(frozen=True)
class Drafted:
    """How many notices were drafted and taken back."""

    drafted: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Drafted") -> "Drafted":
        return Drafted(self.drafted + other.drafted, self.withdrawn + other.withdrawn)


@act
def draft_notices(dossier_ids: Sequence[int], *, on: date) -> Drafted:
    """Bring the drafts of these dossiers in line with their clocks on that day; twice is once."""
    ids = list(dossier_ids)
    with connection.cursor() as cursor:
        cursor.execute(ONE if len(ids) == 1 else MANY)
        # A statement of its own: its snapshot must be younger than the lock.
        cursor.execute(SQL, {**basis_params(ids, on=on), "kinds": [*NoticeKind.values]})
        rows = cursor.fetchall()
    missing = [row[1:] for row in rows if row[1] is not None]
    made = Notice.objects.bulk_create(_drafts(missing, on), batch_size=2000, ignore_conflicts=True)
    if made:
        anchors = [(None, dossier) for dossier in dict.fromkeys(row[0] for row in missing)]
        record_many("notice.drafted", by=None, anchors=anchors, on=on)
    return Drafted(len(made), rows[0][0])


def _drafts(missing: Sequence[tuple[int, str, str, str]], on: date) -> Iterator[Notice]:
    owners = Dossier.objects.select_related("owner", "cadre").in_bulk({row[0] for row in missing})
    departments = {
        owner.pk: letterhead_of(owner).department
        for owner in {each.owner_id: each.owner for each in owners.values()}.values()
    }
    for dossier_id, kind, text, digest in missing:
        stored = json.loads(text)
        facts = NoticeFacts.thawed(stored)
        told = words(kind, facts, department=departments[owners[dossier_id].owner_id])
        yield Notice(
            dossier_id=dossier_id,
            kind=kind,
            end=facts.end,
            facts=stored,
            digest=digest,
            addressee_id=_addressee(kind, facts),
            title=told.title,
            text=told.text,
            drafted_on=on,
            is_demo=_is_demo(owners[dossier_id]),
        )


def _is_demo(dossier: Dossier) -> bool:
    return dossier.cadre is not None and dossier.cadre.is_demo


def _addressee(kind: str, facts: NoticeFacts) -> int | None:
    if kind == NoticeKind.UNIT:
        return facts.unit_id
    return facts.personnel_id if kind == NoticeKind.PERSONNEL else None


@act
def release_notices(
    dossier: Dossier, *, codes: Sequence[str], by: User, at: datetime, on: date
) -> list[Job]:
    """Send these drafts, all or none, and put the making of their sheets on the list.

    The clocks are looked at once more under the locks that whoever moves them takes; raises Moved
    when they are no longer what the draft was written from.
    """
    if not codes:
        raise Refused("请至少选一份要发出的通知。")
    _hold(dossier)
    found = list(
        Notice.objects.select_for_update().filter(dossier=dossier, code__in=codes).order_by("pk")
    )
    now = basis_of(dossier.pk, on=on)
    for notice in found:
        _must_be_ready(notice, on=on)
        if now is None or now.digest != notice.digest:
            raise Moved(changes(notice.taken, now.facts if now is not None else None))
        _release(notice, by=by, at=at, on=on)
    return [_ask_for_sheet(notice, by=by) for notice in found]


def _hold(dossier: Dossier) -> None:
    """As in corrections, the cadre before his dossier; nothing is sent while a dossier rests."""
    with connection.cursor() as cursor:
        cursor.execute(ONE)
    if dossier.cadre_id is not None:
        Cadre.objects.select_for_update(no_key=True).get(pk=dossier.cadre_id)
    if hold(dossier).is_paused:
        raise Refused("档案暂停中，不发期满通知。恢复办理以后再发出。")


def _must_be_ready(notice: Notice, *, on: date) -> None:
    if not notice.is_drafted:
        state = notice.get_status_display()
        raise Refused(f"《{notice.title}》{state}，请刷新页面查看现在的通知。")
    if not notice.may_go_out(today=on):
        day = notice.end
        raise Refused(
            f"影响期到{day.year}年{day.month}月{day.day}日届满，届满当天仍受限制，次日起才能发出。"
        )
    if notice.kind != NoticeKind.PERSON and notice.addressee_id is None:
        raise Refused("组织部门函还没有主送机关。请先在“发文信息”里选定，再发出。")


def _release(notice: Notice, *, by: User, at: datetime, on: date) -> None:
    Notice.objects.filter(pk=notice.pk, status=NoticeStatus.DRAFTED).update(
        status=NoticeStatus.RELEASED,
        released_by=by,
        released_at=at,
        released_on=on,
        sender=notice.dossier.owner_id,
    )
    record("notice.released", notice, by=by, kind=notice.kind, end=notice.end, on=on)


@act
def decline_notices(
    dossier: Dossier, *, codes: Sequence[str], reason: str, by: User, on: date
) -> int:
    """These are not to be sent; drafted again only when their facts move."""
    if not reason.strip():
        raise Refused("请写明不发的原因，例如本人已当面告知，不再书面通知。")
    hold(dossier)
    drafts = Notice.objects.drafted().filter(dossier=dossier, code__in=codes)
    declined = drafts.update(
        status=NoticeStatus.WITHDRAWN,
        withdrawal=NoticeWithdrawal.DECLINED,
        withdraw_reason=reason.strip(),
        withdrawn_by=by,
        withdrawn_on=on,
    )
    if not declined:
        raise Refused("没有可以撤回的通知：可能已发出，或已由他人撤回。请刷新页面查看。")
    record("notice.declined", dossier, by=by, reason=reason, number=declined, on=on)
    return declined


@act
def mark_notice_read(notice: Notice, *, by: User, at: datetime) -> None:
    """The addressee's first look is kept and shown to the office (practice D.3)."""
    if Notice.objects.filter(pk=notice.pk, read_by__isnull=True).update(read_by=by, read_at=at):
        notice.refresh_from_db()
        record("notice.read", notice, by=by)


def _ask_for_sheet(notice: Notice, *, by: User) -> Job:
    return submit(
        TASK,
        key=notice.code,
        params={"notice": notice.pk, "by": by.pk},
        by=by,
        dossier_id=notice.dossier_id,
    )


@act
def store_notice_file(notice: Notice, *, paper: Paper, at: datetime) -> None:
    """Once: made a second time after a crash, the first sheet stays."""
    NoticeFile.objects.bulk_create(
        [
            NoticeFile(
                notice=notice,
                dossier=notice.dossier,
                content=paper.content,
                sha256=hashlib.sha256(paper.content).hexdigest(),
                made_at=at,
            )
        ],
        ignore_conflicts=True,
    )


@act
def hand_out_notice(notice: Notice, *, by: User) -> NoticeFile:
    """The finished sheet; each time it leaves is on record."""
    file = NoticeFile.objects.filter(notice=notice).first()
    if file is None:
        raise Refused("这份通知的定稿正在制作，请稍候再下载。")
    if hashlib.sha256(file.content).hexdigest() != file.sha256:
        raise Refused("文件与定稿时的摘要不一致，请不要使用，并联系管理员从备份核对。")
    record("notice.downloaded", notice, by=by, sha256=file.sha256)
    return file
