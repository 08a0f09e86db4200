"""ImportBatch: one ledger on its way in; ImportSource: its bytes; ImportRow: one of its rows."""

from datetime import date

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from columns.codes import CodeField
from columns.guarded import Guarded
from columns.sealed import SealedTextField
from columns.walls import OFFICE, ROLE, UNIT, Wall, one_of
from intake.choices import OPEN_STATES, Answer, BatchState, RowKind
from intake.querysets import BatchQuerySet, ImportRowQuerySet

# An office sees its own imports; nobody else sees any.
OWN_OFFICE = f"{one_of(ROLE, OFFICE)} AND office_id = {UNIT}"


class ImportBatch(models.Model):
    """`sheets` describes what was found (headers, samples); `mapping` is sheet → column → field."""

    code = CodeField()
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="导入机关")
    file_name = models.CharField("文件名", max_length=200)
    file_bytes = models.PositiveIntegerField("文件大小")
    sha256 = models.CharField("文件指纹", max_length=64)
    state = models.CharField("状态", max_length=10, choices=BatchState, default=BatchState.MAPPING)
    sheets = models.JSONField("工作表", default=list)
    mapping = models.JSONField("列的对应", default=dict)
    notices = models.JSONField("提示", default=list)
    new_units = models.JSONField("待新建的单位", default=list)
    rows = models.PositiveIntegerField("行数", default=0)
    new = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("有变化", default=0)
    same = models.PositiveIntegerField("无变化", default=0)
    wrong = models.PositiveIntegerField("需修改", default=0)
    on = models.DateField("导入日")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")
    committed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入人"
    )
    committed_at = models.DateTimeField("导入时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    job_code = models.CharField("后台任务", max_length=12, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = BatchQuerySet.as_manager()
    # Notices name rows and cells of people.
    personal = frozenset({"notices", "sheets"})
    wall = Wall(rule=OWN_OFFICE)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(rows=F("new") + F("changed") + F("same") + F("wrong")),
                name="batch_rows_add_up",
            ),
            CheckConstraint(
                condition=~Q(state__in=[BatchState.COMMITTED, BatchState.UNDONE])
                | Q(committed_at__isnull=False),
                name="batch_committed_has_time",
            ),
            CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(state=BatchState.UNDONE),
                name="batch_undone_says_so",
            ),
        ]
        indexes = [models.Index(fields=["office", "-uploaded_at"], name="batch_by_office")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.code}"

    @property
    def is_mapping(self) -> bool:
        return self.state == BatchState.MAPPING

    @property
    def is_checked(self) -> bool:
        return self.state == BatchState.CHECKED

    @property
    def is_committing(self) -> bool:
        return self.state == BatchState.COMMITTING

    @property
    def is_committed(self) -> bool:
        return self.state == BatchState.COMMITTED

    @property
    def is_undone(self) -> bool:
        return self.state == BatchState.UNDONE

    @property
    def is_dropped(self) -> bool:
        return self.state == BatchState.DROPPED

    @property
    def is_waiting(self) -> bool:
        """Somebody or the worker has still to do something."""
        return self.state in OPEN_STATES

    @property
    def good(self) -> int:
        """Rows that change something."""
        return self.new + self.changed


class ImportSource(models.Model):
    """The uploaded bytes, sealed, until the batch is committed or dropped."""

    batch = models.OneToOneField(
        ImportBatch, models.CASCADE, primary_key=True, related_name="source", verbose_name="批次"
    )
    body = SealedTextField("内容", bound_to=("batch_id",))

    objects = Guarded.as_manager()
    personal = frozenset({"body"})
    wall = Wall("batch_id", leads_to="intake_importbatch")

    class Meta:
        verbose_name = "导入文件"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return str(self.batch_id)


class ImportRow(models.Model):
    """A row as read and judged. ID number and phone lie in `secret`, original cells in `cells`."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="lines", verbose_name="批次"
    )
    place = models.PositiveIntegerField("次序")
    sheet = models.CharField("工作表", max_length=200)
    row = models.PositiveIntegerField("行号")
    kind = models.CharField("结果", max_length=8, choices=RowKind)
    name = models.CharField("姓名", max_length=50, blank=True)
    values = models.JSONField("内容", default=dict)
    secret = SealedTextField("身份证号和电话", bound_to=("batch_id", "place"))
    cells = SealedTextField("原表各格", bound_to=("batch_id", "place"))
    errors = models.JSONField("错误", default=list)
    notices = models.JSONField("提示", default=list)
    changes = models.JSONField("变化", default=list)
    # Ends that would move: [{label, old, new}].
    moves = models.JSONField("期限变动", default=list)
    ticked = models.BooleanField("已确认期限变动", default=False)
    ask = models.CharField("可能是同一人", max_length=300, blank=True)
    answer = models.CharField("答复", max_length=8, choices=Answer, blank=True)
    cadre_id = models.BigIntegerField("干部", null=True, blank=True)
    # What the commit did for this row, for the undo.
    made = models.JSONField("导入结果", default=dict)

    objects = ImportRowQuerySet.as_manager()
    personal = frozenset(
        {"name", "values", "secret", "cells", "errors", "notices", "changes", "moves", "made"}
    )
    wall = Wall("batch_id", leads_to="intake_importbatch")

    class Meta:
        verbose_name = "导入行"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["batch", "place"], name="import_row_once"),
            CheckConstraint(
                condition=~Q(kind=RowKind.WRONG) | ~Q(errors=[]), name="import_wrong_row_says_why"
            ),
        ]
        indexes = [models.Index(fields=["batch", "kind", "place"], name="import_row_by_kind")]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"

    @property
    def is_wrong(self) -> bool:
        return self.kind == RowKind.WRONG

    @property
    def is_asking(self) -> bool:
        return bool(self.ask)

    @property
    def moved_ends(self) -> list[tuple[str, date | None, date | None]]:
        """(measure, the last day as it is, the last day as it would be)."""
        return [(each["label"], _day(each["old"]), _day(each["new"])) for each in self.moves]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
