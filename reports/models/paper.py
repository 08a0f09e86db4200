"""LetterNumber: given once; LetterPreview: a draft's sheets; LetterFile: the finished paper."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.models import Dossier
from columns.guarded import Guarded
from columns.walls import LETTER_READERS, Wall
from reports.models.letter import Letter


class LetterNumber(models.Model):
    """Consecutive within office, word and year; GB/T 9704 7.2.5: 机关代字〔年份〕序号."""

    letter = models.OneToOneField(
        Letter, models.PROTECT, related_name="number", verbose_name="文书"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发文机关")
    word = models.CharField("机关代字", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    seq = models.PositiveIntegerField("序号")

    objects = Guarded.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("letter_id", leads_to="reports_letter")

    class Meta:
        verbose_name = "发文字号"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["office", "word", "year", "seq"], name="letter_number_once"),
            CheckConstraint(condition=Q(seq__gte=1), name="letter_number_from_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="number_is_final", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.seq}号"


class LetterPreview(models.Model):
    """The sheets of a draft for one reader, marked 征求意见稿 with his name; the newest only."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="previews", verbose_name="文书")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="阅看人")
    of_version = models.PositiveIntegerField("文书版本")
    content = models.BinaryField("内容")
    made_at = models.DateTimeField("制作时间")

    objects = Guarded.as_manager()
    personal = frozenset({"content"})
    wall = Wall("dossier_id", roles=LETTER_READERS)

    class Meta:
        verbose_name = "征求意见稿"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["letter", "reader"], name="letter_preview_one_per_reader")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.of_version}"


class LetterFile(models.Model):
    """The PDF/A as it left the office. In a table of its own, so that no list ever loads it."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="file", verbose_name="文书")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("字节数")
    pages = models.PositiveSmallIntegerField("页数")
    made_at = models.DateTimeField("定稿时间")

    objects = Guarded.as_manager()
    personal = frozenset({"content"})
    wall = Wall("letter_id", leads_to="reports_letter")

    class Meta:
        verbose_name = "文书定稿"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0, pages__gt=0),
                name="letter_file_is_whole",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="file_is_final", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
