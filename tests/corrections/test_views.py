"""The pages: form, what-if, save; proposal, confirmation, return; who may do what."""

from datetime import date

import pytest
from django.urls import reverse

from corrections.choices import CorrectionKind as K
from corrections.choices import CorrectionState
from corrections.models import Correction
from tests.corrections.acts import BASIS, ground

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, today):
    monkeypatch.setattr("workdays.clock.today", lambda: today)


@pytest.fixture
def here(client):
    made = ground()
    client.force_login(made.officer, backend=BACKEND)
    return made


def address(here, kind, **query):
    url = reverse("corrections:new", args=[here.dossier.code, kind])
    return f"{url}?decision={here.decision.code}" if not query else url


def hidden(response):
    """What the what-if page sends back when it is saved."""
    form = response.context["form"]
    return {**form.data.dict(), "shown": response.context["seen"].digest, "save": "1"}


def entered(here, client, kind, **facts):
    url = address(here, kind)
    code = client.get(url).context["form"].initial["code"]
    return url, client.post(url, {"code": code, "basis": BASIS, **facts})


def test_the_form_shows_what_moves_and_saving_does_exactly_that(here, client):
    url, shown = entered(here, client, K.CHANGED, on="2026-06-15", measure="PW")
    assert shown.status_code == 200
    assert "提前181天" in shown.content.decode()
    assert Correction.objects.count() == 0
    saved = client.post(url, hidden(shown))
    correction = Correction.objects.get()
    assert (saved.status_code, saved.url) == (303, correction.get_absolute_url())
    assert correction.told == shown.context["seen"].moves
    assert here.ends() == {"bar": date(2027, 1, 7)}
    assert client.get(saved.url).status_code == 200


def test_two_clicks_save_once(here, client):
    url, shown = entered(here, client, K.CHANGED, on="2026-06-15", measure="PW")
    first = client.post(url, hidden(shown))
    second = client.post(url, hidden(shown))
    assert first.url == second.url
    assert Correction.objects.count() == 1


def test_an_override_waits_for_another_person(here, client):
    url, shown = entered(here, client, K.OVERRIDDEN, slot="bar", end="2027-07-08")
    client.post(url, hidden(shown))
    proposed = Correction.objects.get()
    assert proposed.state == CorrectionState.PROPOSED
    assert here.ends() == {"bar": date(2027, 7, 7)}
    own = client.get(proposed.get_absolute_url()).context
    assert (own["may_confirm"], own["may_withdraw"]) == (False, True)

    client.force_login(here.leader, backend=BACKEND)
    page = client.get(proposed.get_absolute_url())
    assert page.context["may_confirm"]
    confirm = reverse("corrections:confirm", args=[here.dossier.code, proposed.code])
    done = client.post(confirm, {"version": "1", "shown": page.context["seen"].digest})
    assert done.status_code == 303
    proposed.refresh_from_db()
    assert (proposed.state, proposed.settled_by) == (CorrectionState.APPLIED, here.leader)
    assert here.ends() == {"bar": date(2027, 7, 8)}
    overview = client.get(reverse("corrections:changes", args=[here.dossier.code]))
    assert "系统推算至2027年7月7日" in overview.content.decode()
