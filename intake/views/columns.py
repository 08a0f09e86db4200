"""Step 2: columns as understood, corrected by hand; then every row is judged."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw
from columns.refusal import Refused
from intake.actions.answers import settle_columns
from intake.actions.batches import judge_file, keep_check
from intake.forms import ColumnsForm
from intake.models import ImportBatch
from intake.rules.reading.limits import Unreadable
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.IMPORT, reads=Verb.IMPORT_OPEN)
@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, code: str) -> HttpResponse:
    mine = ImportBatch.objects.visible_to(request.user)
    batch = get_object_or_404(mine.select_related("office"), code=code)
    saw(batch)
    if not (batch.is_mapping or batch.is_checked):
        return see_other("intake:result", batch.code)
    if request.method == "GET":
        return _page(request, batch, ColumnsForm(batch=batch))
    form = ColumnsForm(request.POST, batch=batch)
    if not form.is_valid():
        return _page(request, batch, form, status=UNPROCESSABLE)
    try:
        settle_columns(batch, mapping=form.mapping, version=form.cleaned_data["version"])
        judge_again(batch, by=request.user)
    except (Refused, Unreadable) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, batch, form, status=UNPROCESSABLE)
    messages.success(request, f"已核对 {batch.rows} 行，还没有写入任何档案。")
    return see_other("intake:check", batch.code)


def judge_again(batch: ImportBatch, *, by: User) -> None:
    """Every row against what is stored now, under the answers given so far."""
    today = clock.today()
    checked, notices = judge_file(batch, by=by, today=today)
    keep_check(batch, checked, notices=notices, version=batch.version)


def _page(
    request: SignedInRequest, batch: ImportBatch, form: ColumnsForm, *, status: int = 200
) -> HttpResponse:
    context = {"batch": batch, "form": form, "blocks": list(form.blocks)}
    return TemplateResponse(request, "intake/map.html", context, status=status)
