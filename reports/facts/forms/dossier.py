"""Forms of the dossier as a whole: the register, the notice to the person, his own sheet."""

from django.db.models import Model

from cases.models import HelperDesignation
from reports.facts.forms.head import About, full_head, sanction, terms
from reports.facts.gather import letterhead_of
from reports.rules.forms.parts import Box, FormSheet, Grid, Prose, Slip, pairs
from reports.rules.wording import chain, day
from visits.models import Assessment, Plan, Talk, Visit


def register(who: About, _record: Model) -> FormSheet:
    """C.1. Relatives' circumstances are restricted and stand on no form."""
    dossier = who.dossier
    return FormSheet(
        title="受处分人员回访登记表",
        number=dossier.number,
        edition=f"档案版本 {dossier.version}　打印日期 {day(who.today)}",
        parts=(
            full_head(who),
            sanction(who),
            _wrong(who),
            _execution(who),
            _duty(who),
            _will(who),
            Grid(((Box("备注", "", 20),),)),
        ),
        signs=("填表人：", "案件审理室审核人：", "填表日期："),
        is_demo=who.is_demo,
    )


def _wrong(who: About) -> Grid:
    told = "\n".join(each.reason for each in who.decisions if each.reason)
    return Grid(((Box("主要违纪违法事实", told, 24),),))


def _execution(who: About) -> Grid:
    """One pair of days for each decision; the others are written by hand until entered."""
    told = [
        (Box("送达日期", day(each.delivered_on)), Box("宣布日期", day(each.announced_on)))
        for each in who.decisions
    ]
    empty = pairs(Box("归档日期"), Box("职务工资变更日期"))
    return Grid((*told, *empty), title="处分执行")


def _duty(who: About) -> Grid:
    dossier, helper = who.dossier, helper_of(who)
    rows = (
        *pairs(
            Box("回访责任单位", dossier.owner.full_name),
            Box("联系（承办）机关", dossier.carrier.full_name if dossier.carrier else ""),
            Box("回访承办人", dossier.handler.display_name if dossier.handler else ""),
            Box("单位党组织", f"{who.cadre.unit.full_name}党组织"),
        ),
        (Box("帮扶人", helper_words(helper)),),
    )
    return Grid(rows, title="责任")


def _will(who: About) -> Grid:
    found = Assessment.objects.filter(dossier=who.dossier).order_by("-number").first()
    return Grid(
        pairs(
            Box("现时状态", found.get_state_display() if found and found.state else ""),
            Box(
                "是否愿意接受回访",
                found.get_willingness_display() if found and found.willingness else "",
            ),
            Box(
                "选定的回访形式",
                found.get_preferred_mode_display() if found and found.preferred_mode else "",
            ),
            Box("希望的地点、时间"),
        ),
        title="状态和本人意愿",
    )


def helper_of(who: About) -> HelperDesignation | None:
    return HelperDesignation.objects.current().filter(dossier=who.dossier).first()


def helper_words(helper: HelperDesignation | None) -> str:
    if helper is None:
        return ""
    return chain((helper.name, helper.post, f"{day(helper.from_on)}起"))


def contact_of(who: About) -> str:
    head = letterhead_of(who.dossier.owner)
    return chain((who.dossier.owner.full_name + head.department, head.contact, head.phone))


def notice(who: About, _record: Model) -> FormSheet:
    """告知书 (practice C.13): one page and a receipt. It says nothing of the matter itself."""
    organ = letterhead_of(who.dossier.owner).mark
    helper = helper_of(who)
    return FormSheet(
        title="回访告知书",
        number=who.dossier.number,
        parts=(
            Prose(
                (
                    f"{who.name}同志：",
                    "为关心帮助您放下包袱、做好工作，我们将与您所在单位党组织一起开展回访。现将有关事项告知如下：",
                    "一、目的。了解您的思想、工作和生活情况，听取意见，帮助解决实际困难。",
                    "二、方式。一般为面谈，也可以到您方便的地方。时间、地点可以与您商量，您的意愿会记录下来。",
                    "三、您可以：阅看、核对并要求更正谈话记录；提出工作、生活中的困难和诉求；对组织提出意见建议；"
                    "对决定有不同意见的，按规定的渠道申诉，申诉不影响回访。",
                    "四、保密。参加人员对谈话内容保密，不在公开场合提及；家属和亲友的谈话须先征得您同意。",
                    f"五、季度谈心谈话。{_talks_words(helper)}",
                    f"六、联系人。{contact_of(who)}。",
                )
            ),
            Prose((organ, day(who.today)), is_signature=True),
            Slip(
                "回执",
                (
                    f"《回访告知书》（档案编号 {who.dossier.number}）已收到，内容已知悉。",
                    "希望的回访方式：□面谈　□到家中　□电话预约　　希望的时间、地点：",
                    "签名：　　　　　　　　　　　　　　　　年　　月　　日",
                ),
            ),
        ),
        is_demo=who.is_demo,
    )


def _talks_words(helper: HelperDesignation | None) -> str:
    if helper is None:
        return "单位党组织确定帮扶人后，每季度与您谈心谈话一次。"
    return f"由{helper.name}（{helper.post or '帮扶人'}）每季度与您谈心谈话一次，有事可以随时联系。"


def own(who: About, _record: Model) -> FormSheet:
    """What is on record as his own words, his dates, and whom to ask (decisions 1.15)."""
    return FormSheet(
        title="本人情况一览",
        number=who.dossier.number,
        edition=f"供本人核对　打印日期 {day(who.today)}",
        parts=(
            Grid(((Box("姓名", who.name), Box("单位及职务", who.post)),)),
            Grid(_days(who), title="有关日期"),
            Prose(_words(who), title="记录的本人意见"),
            Grid(
                (
                    (Box("帮扶人", helper_words(helper_of(who))),),
                    (Box("有疑问请找", contact_of(who)),),
                ),
                title="联系人",
            ),
            Prose(
                ("以上记录与本人所说不一致的，请当面或书面提出，经核对后更正，原记录保留备查。",)
            ),
        ),
        signs=("本人核对：□一致　□需要更正", "签名：", "日期："),
        is_demo=who.is_demo,
    )


def _days(who: About) -> tuple[tuple[Box, ...], ...]:
    visits = Visit.objects.done().filter(dossier=who.dossier).order_by("-visited_on", "-pk")
    last, talk = visits.first(), Talk.objects.live().filter(dossier=who.dossier)
    spoken = talk.order_by("-held_on", "-pk").first()
    return (
        (Box("影响期（处分期）", terms(who)),),
        (
            Box("最近一次回访", day(last.visited_on) if last else ""),
            Box("约定的下次联系", day(last.next_on) if last else ""),
        ),
        (Box("最近一次谈心谈话", day(spoken.held_on) if spoken else ""), Box("", "")),
    )


def _words(who: About) -> tuple[str, ...]:
    """Only what he said himself; nobody else's opinion."""
    told = []
    for visit in Visit.objects.done().filter(dossier=who.dossier).order_by("visited_on", "pk"):
        for label, text in (
            ("对自己问题的认识", visit.attitude_text),
            ("困难和诉求", visit.need_text),
            ("对组织的意见建议", visit.advice_text),
        ):
            if text:
                told.append(f"{day(visit.visited_on)}回访，{label}：{text}")
    plans = Plan.objects.in_force().filter(dossier=who.dossier)
    told += [
        f"对方案的意见（{day(plan.person_on)}）：{plan.person_words}"
        for plan in plans
        if plan.person_words
    ]
    talks = Talk.objects.live().filter(dossier=who.dossier).order_by("held_on", "pk")
    told += [f"{day(each.held_on)}谈心谈话，希望得到的帮助：{each.need_text}"
             for each in talks if each.need_text]  # fmt: skip
    return tuple(told) or ("目前没有记录本人的意见。",)
