"""Step 1 of the wizard, beside the imports there have been; nothing is lost between steps."""

import hashlib

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import Unit
from accounts.roles import Permission
from intake.actions.answers import describe_file
from intake.actions.batches import keep_file
from intake.forms import UploadForm
from intake.models import ImportBatch
from intake.rules.samples import describe
from web.pages import keyset_page, see_other
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def batches(request: SignedInRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, UploadForm(today=clock.today()))
    form = UploadForm(request.POST, request.FILES, today=clock.today())
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    earlier = _earlier(request, form.body)
    batch = keep_file(
        form.body,
        name=form.cleaned_data["file"].name,
        office=request.user.unit,
        by=request.user,
        on=clock.today(),
        at=clock.now(),
    )
    notices = [
        f"这份文件已于{clock_words(each)}导入过（批次 {each.code}）。再次导入不会产生新记录。"
        for each in earlier[:1]
    ]
    describe_file(batch, sheets=describe(form.found, today=clock.today()), notices=notices)
    return see_other("intake:map", batch.code)


def _earlier(request: SignedInRequest, body: bytes) -> QuerySet[ImportBatch]:
    """Imports of the very same file, newest first."""
    mine = ImportBatch.objects.visible_to(request.user).for_list()
    return mine.filter(sha256=hashlib.sha256(body).hexdigest(), committed_at__isnull=False)


def clock_words(batch: ImportBatch) -> str:
    return f"{batch.on.year}年{batch.on.month}月{batch.on.day}日"


def _page(request: SignedInRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    mine = ImportBatch.objects.visible_to(request.user).for_list()
    page = keyset_page(mine, order=["-id"], params=request.GET, size=20)
    context = {
        "form": form,
        "page": page,
        "demo_data": Unit.objects.filter(is_demo=True).exists(),
    }
    return TemplateResponse(request, "intake/list.html", context, status=status)
