"""What a file may belong to, what it may be, and who adds or reads which."""

from django.db.models import TextChoices

from accounts.roles import Permission


class Holder(TextChoices):
    """The record a file lies beside."""

    VISIT = "visit", "回访"
    TALK = "talk", "谈心谈话"
    PLAN = "plan", "方案"
    MEASURE = "measure", "帮扶措施"
    ASSESSMENT = "assessment", "研判"
    NEED = "need", "诉求"
    UNIT_NOTE = "unit_note", "单位动态"
    DECISION = "decision", "处分（处理）决定"
    DESIGNATION = "designation", "帮扶人指定"


class FileKind(TextChoices):
    """By what is inside, never by the name."""

    JPG = "jpg", "照片（jpg）"
    PNG = "png", "图片（png）"
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 工作簿"
    OFD = "ofd", "OFD 版式文件"


CONTENT_TYPES: dict[str, str] = {
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.OFD: "application/ofd",
}
PICTURES = frozenset({FileKind.JPG, FileKind.PNG})
# Where the record lives. The apps above are named, not imported; a record without a public code
# of its own is named by its dossier's.
MODELS: dict[str, str] = {
    Holder.VISIT: "visits.Visit",
    Holder.TALK: "visits.Talk",
    Holder.PLAN: "visits.Plan",
    Holder.MEASURE: "visits.PlanMeasure",
    Holder.ASSESSMENT: "visits.Assessment",
    Holder.NEED: "needs.Need",
    Holder.UNIT_NOTE: "visits.UnitNote",
    Holder.DECISION: "cases.Decision",
    Holder.DESIGNATION: "cases.HelperDesignation",
}
# These lie beside the dossier as a whole.
BY_DOSSIER = frozenset({Holder.DECISION, Holder.DESIGNATION, Holder.ASSESSMENT})
# Whoever may write the record may add to it (practice D.2).
ADDS: dict[str, Permission] = {
    Holder.VISIT: Permission.VISIT_RECORD,
    Holder.TALK: Permission.TALK_RECORD,
    Holder.PLAN: Permission.PLAN_EDIT,
    Holder.MEASURE: Permission.PLAN_EDIT,
    Holder.ASSESSMENT: Permission.ASSESS,
    Holder.NEED: Permission.VISIT_RECORD,
    Holder.UNIT_NOTE: Permission.TALK_RECORD,
    Holder.DECISION: Permission.DOSSIER_EDIT,
    Holder.DESIGNATION: Permission.HELPER_DESIGNATE,
}
ADDING = tuple(sorted(set(ADDS.values())))
READING = (Permission.VISIT_VIEW, Permission.TALK_VIEW)
# 处分决定全文: not for the towns (D.2 line 3). Units and helpers read what lies beside talks.
BEYOND_INSPECTORS = frozenset({Holder.DECISION})
BESIDE_TALKS = frozenset({Holder.TALK})
