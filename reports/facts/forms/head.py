"""What several forms repeat: who it is about, in short and in full."""

from dataclasses import dataclass
from datetime import date

from cases.models import Cadre, Decision, Dossier
from columns.masks import masked_phone
from columns.refusal import Refused
from reports.rules.forms.parts import Box, Grid, pairs
from reports.rules.wording import day, span

ASKED_OF_A_PERSON = "这份表格是为个人档案准备的，单位的澄清档案没有。"


@dataclass(frozen=True)
class About:
    """One dossier of a person, as its forms need it."""

    dossier: Dossier
    cadre: Cadre
    decisions: tuple[Decision, ...]
    today: date

    @property
    def name(self) -> str:
        return self.cadre.name

    @property
    def post(self) -> str:
        return f"{self.cadre.unit.full_name}{self.cadre.post}"

    @property
    def is_demo(self) -> bool:
        return self.cadre.is_demo


def about(dossier: Dossier, today: date) -> About:
    if dossier.cadre is None:
        raise Refused(ASKED_OF_A_PERSON)
    decisions = dossier.decisions.live().select_related("document", "measure")
    found = tuple(decisions.prefetch_related("events__measure").order_by("decided_on", "pk"))
    return About(dossier, dossier.cadre, found, today)


def month(on: date | None) -> str:
    return f"{on.year}年{on.month}月" if on else ""


def measure_of(decision: Decision) -> str:
    return decision.present_measure.name.partition("（")[0]


def terms(who: About) -> str:
    """Every period of this dossier, each in its own words."""
    own = {decision.pk for decision in who.decisions}
    clocks = who.cadre.clocks.filter(decision_id__in=own).order_by("start", "pk")
    told = (span(clock.start, clock.end) for clock in clocks)
    return "；".join(dict.fromkeys(each for each in told if each))


def sanction(who: About) -> Grid:
    rows: list[tuple[Box, ...]] = []
    for each in who.decisions:
        rows += pairs(
            Box("处分（处理）种类", measure_of(each)),
            Box("处分决定文号", each.document.number),
            Box("处分决定机关", each.document.organ_name),
            Box("处分生效日期", day(each.decided_on)),
        )
    return Grid((*rows, (Box("影响期（处分期）起止", terms(who)),)), title="处分（处理）情况")


def short_head(who: About) -> Grid:
    """HEAD (short) of practice C.2."""
    given = "；".join(
        f"{measure_of(each)}（{each.document.number or '无文号'}，{day(each.decided_on)}）"
        for each in who.decisions
    )
    return Grid(
        (
            (Box("姓名", who.name), Box("单位及职务", who.post)),
            (Box("处分（处理）", given),),
            (Box("影响期（处分期）起止", terms(who)),),
        )
    )


def full_head(who: About) -> Grid:
    cadre = who.cadre
    then = who.decisions[0] if who.decisions else None
    politics, identity, rank = (
        cadre.get_politics_display(),
        cadre.get_identity_display(),
        cadre.get_rank_display(),
    )
    pieces = (
        *pairs(
            Box("姓名", cadre.name),
            Box("性别", cadre.get_sex_display()),
            Box("民族", cadre.ethnicity),
            Box("出生年月", month(cadre.born_month)),
            Box("政治面貌", politics),
            Box("入党时间", month(cadre.joined_month)),
            Box("参加工作时间", month(cadre.work_month)),
            Box("学历", cadre.education),
            Box("人员身份", identity),
            Box("职级层次", rank),
            Box("联系电话", masked_phone(cadre.phone) if cadre.phone else ""),
            Box("档案编号", who.dossier.number),
        ),
        (Box("现单位及职务", who.post),),
        (Box("受处分时单位及职务", f"{then.printed_unit}{then.printed_post}" if then else ""),),
    )
    return Grid(pieces, title="基本情况")
