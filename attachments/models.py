"""Attachment: one checked file beside a record; its bytes lie sealed under MEDIA_ROOT."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from attachments.choices import BESIDE_TALKS, BEYOND_INSPECTORS, PICTURES, FileKind, Holder
from attachments.querysets import AttachmentQuerySet
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import LETTER_READERS, Wall, one_of

# What a unit or a helper reads lies beside a talk they may read: that table's own wall decides.
TALKS = "EXISTS (SELECT 1 FROM visits_talk t WHERE t.code = attachments_attachment.of_code)"
HEARD = f"{one_of('of_kind', BESIDE_TALKS)} AND {TALKS}"


@tracked
class Attachment(models.Model):
    """Never changed; what was wrong is voided with a reason, and its row stays."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="attachments", verbose_name="档案"
    )
    of_kind = models.CharField("所属记录", max_length=12, choices=Holder)
    # The record's public code; of a record without one, its dossier's.
    of_code = models.CharField("所属记录的编码", max_length=12)
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=4, choices=FileKind)
    detail = models.CharField("内容说明", max_length=60, blank=True)
    size = models.PositiveIntegerField("大小")
    # Of the file as it was sent: the same one twice is one.
    sha256 = models.CharField("文件指纹", max_length=64)
    # What lies on the disk: a random name, and whether a picture of the first page lies beside.
    stored_as = models.CharField("存放名", max_length=32, unique=True)
    has_picture = models.BooleanField("有预览图", default=False)
    file_key = SealedTextField("文件密钥")
    marking = models.CharField("密级字样", max_length=40, blank=True)
    marking_answer = models.CharField("密级字样核对说明", max_length=200, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    voided_at = models.DateTimeField("移除时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="移除人"
    )
    void_reason = models.CharField("移除原因", max_length=200, null=True, blank=True)  # noqa: DJ001 (set_together)

    objects = AttachmentQuerySet.as_manager()
    personal = frozenset({"name", "note", "file_key", "marking_answer", "void_reason"})
    wall = Wall(
        "dossier_id",
        roles=LETTER_READERS,
        further={
            "inspector": f"NOT ({one_of('of_kind', BEYOND_INSPECTORS)})",
            "unit": HEARD,
            "helper": HEARD,
        },
    )

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["of_kind", "of_code", "sha256"],
                condition=Q(voided_at__isnull=True),
                name="attachment_once_per_record",
            ),
            CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
                & Q(stored_as__regex=r"^[0-9a-f]{32}$"),
                name="attachment_is_whole",
            ),
            CheckConstraint(condition=~Q(name=""), name="attachment_has_name"),
            CheckConstraint(
                condition=Q(marking="") | ~Q(marking_answer=""), name="attachment_marking_answered"
            ),
            set_together("voided_at", "voided_by", "void_reason", name="attachment_void_says_why"),
        ]
        indexes = [
            models.Index(fields=["of_kind", "of_code"], name="attachment_by_record"),
            models.Index(fields=["dossier", "uploaded_at"], name="attachment_by_dossier"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/files/{self.code}/"

    @property
    def place(self) -> str:
        """What the bytes are bound to."""
        return f"attachments_attachment|{self.code}"

    @property
    def is_picture(self) -> bool:
        return self.kind in PICTURES

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
