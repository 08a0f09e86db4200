"""The pages: form, what-if, save; proposal, confirmation, return; who may do what."""

from datetime import date

import pytest
from django.template.loader import get_template
from django.urls import reverse

from accounts.roles import Role
from corrections.choices import CorrectionKind as K
from corrections.choices import CorrectionState
from corrections.models import Correction
from tests import factories
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


def test_somebody_faster_and_the_page_asks_again(here, client):
    url, shown = entered(here, client, K.CHANGED, on="2026-06-15", measure="PW")
    here.save(here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8)))
    again = client.post(url, hidden(shown))
    assert again.status_code == 409
    assert "有关情况又有变化，尚未保存" in again.content.decode()
    assert not Correction.objects.filter(kind=K.CHANGED).exists()
    saved = client.post(url, hidden(again))
    assert saved.status_code == 303
    assert Correction.objects.get(kind=K.CHANGED).told == again.context["seen"].moves


def test_back_to_the_form_keeps_what_was_typed(here, client):
    url, shown = entered(here, client, K.CHANGED, on="2026-06-15", measure="PW")
    form = client.post(url, hidden(shown) | {"back": "1"})
    assert form.status_code == 200
    assert form.context["form"]["measure"].value() == "PW"
    assert "error-summary" not in form.content.decode()


def test_what_is_returned_can_be_sent_again(here, client):
    url, shown = entered(here, client, K.OVERRIDDEN, slot="bar", end="2027-07-08")
    client.post(url, hidden(shown))
    proposed = Correction.objects.get()
    client.force_login(here.leader, backend=BACKEND)
    give_back = reverse("corrections:return", args=[here.dossier.code, proposed.code])
    empty = client.post(give_back, {"version": "1", "reason": ""})
    assert empty.status_code == 422
    assert client.post(give_back, {"version": "1", "reason": "请补充纪要"}).status_code == 303

    client.force_login(here.officer, backend=BACKEND)
    page = client.get(proposed.get_absolute_url())
    assert "请补充纪要" in page.content.decode()
    form = client.get(page.context["again_url"]).context["form"]
    assert (form["end"].value(), form["basis"].value()) == ("2027-07-08", BASIS)
    assert form["code"].value() != proposed.code
    desk = client.get("/todo/").content.decode()
    assert "变动：认定届满日（已退回）" in desk
    withdraw = reverse("corrections:withdraw", args=[here.dossier.code, proposed.code])
    client.post(withdraw, {"version": "2"})
    assert "变动：认定届满日（已退回）" not in client.get("/todo/").content.decode()


def test_the_desk_of_another_person_asks_for_the_confirmation(here, client):
    act = here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8))
    here.propose(act, here.preview(act))
    waits = "变动：认定届满日（待复核）"
    assert waits not in client.get("/todo/").content.decode()
    for colleague in (here.director, here.leader):
        client.force_login(colleague, backend=BACKEND)
        assert waits in client.get("/todo/").content.decode()


def test_a_proposal_that_cannot_stand_today_says_why_and_has_no_button(here, client):
    act = here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8))
    proposed = here.propose(act, here.preview(act))
    here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    client.force_login(here.leader, backend=BACKEND)
    page = client.get(proposed.get_absolute_url())
    assert page.status_code == 200
    assert "按今天的情况，这项变动不能生效" in page.content.decode()
    assert "复核同意" not in page.content.decode()


def test_the_leader_confirms_but_does_not_enter(here, client):
    client.force_login(here.leader, backend=BACKEND)
    assert client.get(address(here, K.CHANGED)).status_code == 403
    page = client.get(reverse("corrections:changes", args=[here.dossier.code]))
    assert page.status_code == 200
    assert "登记这项决定的变动" not in page.content.decode()


def test_another_office_finds_nothing(here, client):
    saved = here.save(here.act(K.CHANGED, on=date(2026, 6, 15), measure="PW"))
    stranger = factories.user(Role.DIRECTOR, factories.office("青禾区纪委监委"))
    client.force_login(stranger, backend=BACKEND)
    addresses = [
        reverse("corrections:changes", args=[here.dossier.code]),
        saved.get_absolute_url(),
        address(here, K.CHANGED),
    ]
    assert [client.get(each).status_code for each in addresses] == [404, 404, 404]


@pytest.mark.parametrize("kind", ["nonsense", "changed/", "override"])
def test_an_unknown_kind_is_not_found(here, client, kind):
    url = f"/people/{here.dossier.code}/changes/new/{kind}/"
    assert client.get(url).status_code == 404


def test_a_decision_of_somebody_else_is_not_found(here, client):
    other = factories.dossier(here.office, name="顾云舟").decisions.get()
    url = reverse("corrections:new", args=[here.dossier.code, K.CHANGED])
    assert client.get(f"{url}?decision={other.code}").status_code == 404


def test_every_kind_has_a_form_that_opens(here, client):
    here.save(here.act(K.CHANGED, on=date(2026, 6, 15), measure="PW"))
    here.save(here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8)))
    for kind in K:
        page = client.get(address(here, kind))
        assert page.status_code == 200, kind
        assert page.content.decode().count("btn-primary") == 1, kind


def test_restored_rights_are_proposed_for_the_first_free_day(client):
    made = ground("PP1", date(2025, 7, 18))
    client.force_login(made.officer, backend=BACKEND)
    form = client.get(address(made, K.RESTORED)).context["form"]
    assert form["on"].value() == date(2026, 7, 18)


def test_facts_another_page_knows_are_in_the_form(here, client):
    url = reverse("corrections:new", args=[here.dossier.code, K.ADDED])
    form = client.get(f"{url}?measure=AD1&decided_on=2026-08-10&code=x&kind=y").context["form"]
    assert (form["measure"].value(), form["decided_on"].value()) == ("AD1", "2026-08-10")
    assert form["code"].value() != "x"


def test_the_page_of_changes_keeps_an_override_for_ever(here, client):
    made = here.save(here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8)))
    back = here.act(K.OVERRIDE_WITHDRAWN, event=made.event_id, basis="会议纪要已废止")
    here.save(back)
    page = client.get(reverse("corrections:changes", args=[here.dossier.code])).content.decode()
    assert "影响期认定至2027年7月8日" in page
    assert "已撤回：会议纪要已废止" in page
    assert "登记：陆知行；复核：江望舒" in page


def test_the_cleared_dossier_and_the_clearing_one_lead_to_each_other(here, client):
    saved = here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    cleared = client.get(reverse("corrections:changes", args=[here.dossier.code]))
    assert f'href="{saved.opened.get_absolute_url()}"' in cleared.content.decode()
    clearing = client.get(reverse("corrections:changes", args=[saved.opened.code]))
    assert f'href="{saved.get_absolute_url()}"' in clearing.content.decode()
    assert f"原档案{here.dossier.number}" in clearing.content.decode()


def test_points_on_which_practice_differs_are_named_with_a_way_out(here, client):
    _, shown = entered(here, client, K.CHANGED, on="2026-06-15", measure="PW")
    page = shown.content.decode()
    assert "变更后的期限怎样起算" in page
    assert f"/changes/new/overridden/?decision={here.decision.code}" in page


def test_near_an_end_the_page_says_that_offices_count_differently(client):
    made = ground("PW", date(2025, 9, 30))
    client.force_login(made.officer, backend=BACKEND)
    _, shown = entered(made, client, K.OVERRIDDEN, slot="bar", end="2026-10-01")
    assert "口径差异" in shown.content.decode()


def test_drawing_a_page_asks_the_database_nothing(here, client, no_queries, rf):
    saved = here.save(here.act(K.CHANGED, on=date(2026, 6, 15), measure="PW"))
    for url in (
        reverse("corrections:changes", args=[here.dossier.code]),
        saved.get_absolute_url(),
    ):
        response = client.get(url)
        template, context = response.template_name, response.context_data
        with no_queries():
            get_template(template).render(context | {"user": here.officer}, rf.get(url))
