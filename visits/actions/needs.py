"""What a talk or a visit was told to be wanted becomes a need, in the same transaction."""

from datetime import date

from accounts.models import User
from needs.actions import Asked, register_need
from needs.choices import NeedSource
from visits.models import Talk, Visit


def tell_need(heard: Talk | Visit, *, by: User, on: date) -> None:
    """Nothing where nothing was wanted; told twice it is one need."""
    if not heard.has_need:
        return
    is_talk = isinstance(heard, Talk)
    asked = Asked(
        words=heard.need_text,
        asked_on=(heard.held_on if isinstance(heard, Talk) else heard.visited_on) or on,
        source=NeedSource.TALK if is_talk else NeedSource.VISIT,
        source_code=heard.code,
    )
    register_need(heard.dossier, token=heard.code, asked=asked, by=by, on=on)
