"""Entry: who did what to which row; StatedPurpose: why he opened what was not his work.

Neither has foreign keys, so that the record outlives everything it speaks of.
"""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func

from audit.choices import Outcome, purposes, verbs
from audit.querysets import EntryQuerySet, PurposeQuerySet
from columns.codes import CodeField
from columns.sealed import SealedTextField

if TYPE_CHECKING:
    NumberColumn = models.Field[int, int]
else:
    NumberColumn = models.Field


# What a TRUNCATE meets, which passes no trigger of rows.
NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied",
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    level=pgtrigger.Statement,
    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
)


class TransactionId(NumberColumn):
    """PostgreSQL's 64-bit transaction number, which never wraps around."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> int | None:
        return None if value is None else int(value)


class PresentTransaction(Func):
    function = "pg_current_xact_id"
    arity = 0


class EntryManager(models.Manager["Entry"].from_queryset(EntryQuerySet)):  # type: ignore[misc]  # made at run time
    """hf_app holds no right to read the MAC; whoever verifies asks for it by name."""

    def get_queryset(self) -> EntryQuerySet:
        found: EntryQuerySet = super().get_queryset().defer("mac")
        return found


class Entry(models.Model):
    """`at` is the program's moment and covered by the MAC; `xid` and `id` are the database's, and
    give the later chain its order: an entry is final once its transaction is behind the horizon
    (security.md E4).
    """

    xid = TransactionId("事务号", db_default=PresentTransaction(), editable=False)
    at = models.DateTimeField("时间")
    request_id = models.UUIDField("请求编号", null=True, blank=True)
    session_ref = models.CharField("会话标记", max_length=20, blank=True)
    terminal_ip = models.GenericIPAddressField("终端地址", null=True, blank=True)
    actor_id = models.BigIntegerField("操作人", null=True, blank=True)
    actor_role = models.CharField("角色", max_length=20, blank=True)
    verb = models.CharField("操作", max_length=60, choices=verbs)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.DONE)
    object_type = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.BigIntegerField("对象", null=True, blank=True)
    cadre_id = models.BigIntegerField("干部", null=True, blank=True)
    dossier_id = models.BigIntegerField("档案", null=True, blank=True)
    # Only entries written before reasons were kept as digests have words here.
    reason = models.CharField("原因", max_length=300, blank=True)
    fields = ArrayField(
        models.CharField("字段", max_length=60), verbose_name="涉及字段", default=list, blank=True
    )
    purpose = models.CharField("用途", max_length=10, choices=purposes, blank=True)
    detail = models.JSONField("明细", default=dict, blank=True)
    # Entries from before rows were signed have form 0 and no MAC.
    form = models.PositiveSmallIntegerField("格式", default=0)
    alg = models.CharField("算法", max_length=16, blank=True)
    key_id = models.CharField("密钥编号", max_length=20, blank=True)
    mac = models.BinaryField("校验值", null=True, blank=True)

    objects = EntryManager()
    # Contents live in the row history; here only names of fields and codes are kept.
    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "操作留痕"
        verbose_name_plural = verbose_name
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            NEVER_EMPTIED,
        ]
        indexes = [
            models.Index(fields=["dossier_id", "-at"], name="audit_by_dossier"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            # The order of the later chain.
            models.Index(fields=["xid", "id"], name="audit_by_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb}"


class StatedPurpose(models.Model):
    """Asked once for a person and half an hour; the words of 其他 are sealed and stay here."""

    code = CodeField()
    at = models.DateTimeField("时间")
    user_id = models.BigIntegerField("查看人")
    cadre_id = models.BigIntegerField("干部")
    dossier_id = models.BigIntegerField("档案")
    purpose = models.CharField("用途", max_length=10, choices=purposes)
    note = SealedTextField("写明的用途")

    objects = PurposeQuerySet.as_manager()
    personal = frozenset({"note"})

    class Meta:
        verbose_name = "查看用途"
        verbose_name_plural = verbose_name
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            NEVER_EMPTIED,
        ]
        indexes = [
            models.Index(fields=["user_id", "cadre_id", "-at"], name="purpose_of_reader"),
            models.Index(fields=["dossier_id", "-at"], name="purpose_by_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose}"
