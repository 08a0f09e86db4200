"""How many new reminders the head of a page shows: asked again every few minutes, not per page."""

from django.http import HttpRequest

from accounts.models import User
from reminders.facts import news_of
from workdays import clock

KEY, KEPT_SECONDS = "news", 300


def news_for(request: HttpRequest, user: User) -> int:
    """Kept in the session between two questions, so that a page costs no query for it."""
    now = clock.now().timestamp()
    kept = request.session.get(KEY)
    if isinstance(kept, list) and 0 <= now - kept[1] < KEPT_SECONDS:
        return int(kept[0])
    return keep_news(request, news_of(user))


def keep_news(request: HttpRequest, count: int) -> int:
    request.session[KEY] = [count, clock.now().timestamp()]
    return count
