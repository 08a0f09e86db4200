"""Templates of a plan: the list, and one of them edited; without an own wording, the built-in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from columns.refusal import Refused
from visits.actions import drop_template, save_template
from visits.facts.templates import template_of, templates_of
from visits.forms.fields import Rows
from visits.forms.plan_template import PARTS, TemplateForm
from visits.models import PlanTemplate
from visits.rules.templates import BY_KEY, Layout, Row
from visits.views.pages import page, sent
from web.pages import see_other
from workdays import clock


@requires(Permission.POLICY_EDIT)
def templates(request: SignedInRequest) -> HttpResponse:
    office = request.user.unit
    own = set(PlanTemplate.objects.filter(office=office).values_list("key", flat=True))
    context = {
        "templates": [
            {"template": each, "is_own": each.key in own} for each in templates_of(office)
        ]
    }
    return TemplateResponse(request, "visits/templates.html", context)


@requires(Permission.POLICY_EDIT)
def template(request: SignedInRequest, key: str) -> HttpResponse:
    found, version = template_of(request.user.unit, key)
    if found is None:
        raise Http404
    data = sent(request)
    form = TemplateForm(data, initial={"name": found.name, "note": found.note, "version": version})
    parts = {
        part: table.rows(
            data,
            [
                {name: getattr(row, name) for name in table.columns}
                for row in found.rows
                if row.part == part
            ],
        )
        for part, table in PARTS.items()
    }
    valid = [form.is_valid(), *(rows.is_valid() for rows in parts.values())]
    if request.method == "POST" and all(valid) and _save(request, key, form, parts):
        return see_other("visits:templates")
    faulty = [row for rows in parts.values() for row in rows.forms]
    context = {
        "form": form,
        "others": faulty if request.method == "POST" else [],
        "parts": [
            {"label": label, "rows": parts[part]}
            for part, label in (("goal", "目标"), ("measure", "措施"), ("step", "回访和谈心安排"))
        ],
        "is_own": bool(version),
        "is_built_in": key in BY_KEY,
        "key": key,
    }
    return page(
        request,
        "visits/template_form.html",
        context,
        has_errors=(request.method == "POST" and not all(valid)) or bool(form.errors),
    )


@requires(Permission.POLICY_EDIT)
@require_POST
def template_restore(request: SignedInRequest, key: str) -> HttpResponse:
    try:
        drop_template(request.user.unit, key=key, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已恢复系统内置的模板。")
    return see_other("visits:templates")


def _save(request: SignedInRequest, key: str, form: TemplateForm, parts: dict[str, Rows]) -> bool:
    told = form.cleaned_data
    rows = tuple(Row(part=part, **row) for part, posted in parts.items() for row in posted.rows)
    try:
        save_template(
            request.user.unit,
            template=Layout(key, told["name"], told["note"], rows),
            version=told["version"],
            by=request.user,
            on=clock.today(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "模板已保存，起草方案时可以套用。")
    return True
