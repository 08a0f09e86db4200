"""The classes of lines of the ledger (practice C.7)."""

from django.db.models import TextChoices


class Category(TextChoices):
    SANCTION = "sanction", "处分"
    EXECUTION = "execution", "执行"
    ASSESSMENT = "assessment", "研判"
    TALK = "talk", "谈心"
    VISIT = "visit", "回访"
    NEED = "need", "诉求"
    RATING = "rating", "评价"
    HONOURS = "honours", "奖惩"
    LEAD = "lead", "线索"
    SUPERVISION = "supervision", "监督检查"
    PROPOSAL = "proposal", "建议"
    USE = "use", "使用"
    CUSTODY = "custody", "管档"


# What no part of the program keeps, and so is entered by hand. A lead never is: its text is
# restricted, and a line of the ledger is read by the whole organ.
BY_HAND = (
    Category.HONOURS,
    Category.SUPERVISION,
    Category.PROPOSAL,
    Category.USE,
    Category.EXECUTION,
)
