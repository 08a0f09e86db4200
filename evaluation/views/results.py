"""The result of a round: words first, drawings with their tables, then how it was computed."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from evaluation.models import Round
from evaluation.rules.explain import Explained
from evaluation.views.frame import found_round, round_page
from web.charts import Axis, BarRow, Bars, Dot, Radar


@requires(Permission.RATING_RESULT, reads=Verb.PERSON_OPEN)
@require_safe
def results(request: SignedInRequest, code: str) -> HttpResponse:
    """The office reads everything that is shown at all; a unit reads what was concluded, by
    dimension; a helper the words alone (practice D.2)."""
    round_ = found_round(request, code)
    if not request.user.may(Permission.RATING_VIEW):
        return _concluded(request, round_)
    if not round_.has_result:
        return round_page(request, "results_none.html", round_)
    explained = Explained(round_.result.data)
    return round_page(
        request,
        "results.html",
        round_,
        result=round_.result,
        sent=sum(row.expected for row in round_.groups.all()),
        explained=explained,
        bars=bars_of(explained, with_groups=True),
        radar=radar_of(explained),
        conclusion=round_.conclusions.select_related("written_by", "decided_by")
        .order_by("number")
        .last(),
        sees_stability=request.user.is_office,
        may_conclude=_may_conclude(request, round_),
    )


def _concluded(request: SignedInRequest, round_: Round) -> HttpResponse:
    conclusion = round_.conclusions.confirmed().first()
    if conclusion is None:
        raise Http404
    explained = Explained(round_.result.data)
    sees_dimensions = not request.user.is_helper and round_.result.sufficient
    return round_page(
        request,
        "results_outside.html",
        round_,
        conclusion=conclusion,
        bars=bars_of(explained, with_groups=False) if sees_dimensions else None,
        radar=radar_of(explained) if sees_dimensions else None,
    )


def _may_conclude(request: SignedInRequest, round_: Round) -> bool:
    writes = request.user.may(Permission.CONCLUSION_WRITE)
    return round_.is_computed and (writes or request.user.may(Permission.CONCLUSION_CONFIRM))


def bars_of(explained: Explained, *, with_groups: bool) -> Bars:
    headings = ("维度", "得分", "各类主体看法") if with_groups else ("维度", "得分")
    rows = tuple(
        BarRow(
            label=each.name,
            value=each.score,
            shown=each.shown,
            before=each.change.before if each.change else None,
            dots=tuple(Dot(label, value) for label, value in each.dots) if with_groups else (),
            cells=(_views(each.agreement, each.dots),) if with_groups else (),
        )
        for each in explained.dimensions
    )
    return Bars(
        slug="dimensions",
        title="各维度得分（百分制）",
        headings=headings,
        rows=rows,
        dots_mean="圆点为各类评价主体，份数不足3份的合并显示。",
    )


def _views(agreement: str, dots: tuple[tuple[str, object], ...]) -> str:
    """「看法差异较大：身边同事76.0，单位及党组织领导91.0」; the groups only when they differ."""
    if agreement == "看法较一致" or not dots:
        return agreement
    return f"{agreement}：{'，'.join(label for label, _ in dots)}"


def radar_of(explained: Explained) -> Radar:
    axes = tuple(
        Axis(
            label=each.name,
            now=each.score,
            shown=each.shown,
            before=each.change.before if each.change else None,
            shown_before=each.change.shown_before if each.change else "",
            change=each.change.words if each.change else "",
        )
        for each in explained.dimensions
    )
    return Radar(slug="radar", title="八个维度的分布", axes=axes)
