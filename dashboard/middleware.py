"""What the shell of a page asks the database, before any page renders: demo data, new reminders."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

from accounts.models import Unit, User
from accounts.roles import STEWARD_ROLES
from reminders.views.news import news_for


class DemoMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.demo = Unit.objects.filter(is_demo=True).exists()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        """Only for a page that is shown; within the user's transaction, behind his walls."""
        user = getattr(request, "user", None)
        if isinstance(user, User) and user.is_active and user.role not in STEWARD_ROLES:
            request.news = news_for(request, user)  # type: ignore[attr-defined]
        return response
