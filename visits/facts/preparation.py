"""What a visit may talk about: from the plan, open needs, and what was not carried out."""

from datetime import date

from accounts.models import User
from accounts.roles import Permission
from cases.models import Dossier, ExecutionIssue
from needs.models import Need
from visits.facts.prescriptions import prescribed
from visits.models import Plan
from web.dates import cn_date

# 四谈 of practice A37, where no plan says anything else.
TOPICS = ("谈认识：对所犯错误和处分的认识", "谈工作：履职情况和近期做成的事",
          "谈生活：家庭、身体和实际困难", "谈打算：下一步的想法和希望组织给予的支持")  # fmt: skip
MOST = 8


def outline_for(dossier: Dossier, *, reader: User, today: date) -> str:
    """Lines to begin with; the visitors change them as they like."""
    parts = [("谈话要点", list(TOPICS)), *_of_plan(dossier, reader)]
    parts += [
        ("上次以来的措施", [f"{each.text}（{each.who}，{cn_date(each.due_on)}前）"
                          for each in prescribed(dossier)[-MOST:]]),
        ("尚未答复的诉求", _needs(dossier, reader)),
        ("需核对的处分执行事项", _issues(dossier, reader)),
    ]  # fmt: skip
    return "\n\n".join(
        "\n".join([f"【{title}】", *(f"{n}. {line}" for n, line in enumerate(lines, start=1))])
        for title, lines in parts
        if lines
    )


def _of_plan(dossier: Dossier, reader: User) -> list[tuple[str, list[str]]]:
    plan = Plan.objects.visible_to(reader).in_force().filter(dossier=dossier).for_page().first()
    if plan is None:
        return []
    return [
        ("方案目标", [goal.text for goal in plan.goals.all()][:MOST]),
        ("方案措施", [f"{each.text}（{each.who}）" for each in plan.measures.all()][:MOST]),
    ]


def _needs(dossier: Dossier, reader: User) -> list[str]:
    if not reader.may(Permission.NEED_VIEW):
        return []
    found = Need.objects.visible_to(reader).open().filter(dossier=dossier).order_by("due_on")
    return [need.words for need in found[:MOST]]


def _issues(dossier: Dossier, reader: User) -> list[str]:
    if not reader.may(Permission.EXECUTION_VIEW):
        return []
    found = ExecutionIssue.objects.visible_to(reader).open().filter(dossier=dossier)
    return [f"{issue}：{issue.text}" for issue in found[:MOST]]
