"""Why somebody does not see a file."""

from django.db.models import TextChoices


class RecusalGround(TextChoices):
    """监察法 第六十七条, practice D.3."""

    KIN = "kin", "近亲属"
    REPORTER = "reporter", "检举人或证人"
    INTEREST = "interest", "与本人有利害关系"
    RIVAL = "rival", "曾有直接竞争或上下级关系"
    COMPLAINT = "complaint", "本人对其提出意见"
    OTHER = "other", "其他可能影响公正的情形"


class OwnFileGround(TextChoices):
    NAME = "name", "姓名和单位相同"
    HAND = "hand", "人工提出"


class SightWay(TextChoices):
    """What opens a file to somebody (decisions 3.2), in the order of the page."""

    OWNER = "owner", "管档机关"
    CARRIER = "carrier", "承办回访的机关"
    LENT = "lent", "代理（借调）"
    UNIT = "unit", "所在单位及其上级"
    HELPER = "helper", "帮扶人"
    ASSIGNED = "assigned", "指派"
