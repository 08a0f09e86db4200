"""Addresses of people; mounted before the dossier's own page, whose code would match any word."""

from django.urls import path

from cases.views import (
    access,
    access_forms,
    access_own,
    access_seals,
    appeals,
    edit,
    execution,
    execution_late,
    handed,
    helper,
    issue_list,
    issues,
    people,
    policy,
    purpose,
    register,
    restoration,
    reveal,
)

app_name = "cases"
urlpatterns = [
    path("", people.people, name="list"),
    path("suggest/", people.suggest, name="suggest"),
    path("units/", people.suggest_unit, name="units"),
    path("new/", register.new, name="new"),
    path("execution/", issue_list.issues, name="issues"),
    path("execution/late/", execution_late.late, name="execution_late"),
    path("execution/handed/", handed.handed_list, name="handed"),
    path("execution/handed/<str:code>/", handed.handed_item, name="handed_item"),
    path("<str:code>/purpose/", purpose.purpose, name="purpose"),
    path("<str:code>/scope/", access.scope, name="scope"),
    path("<str:code>/scope/assign/", access_forms.scope_assign, name="scope_assign"),
    path(
        "<str:code>/scope/assign/<str:assignment>/end/",
        access_forms.scope_assign_end,
        name="scope_assign_end",
    ),
    path("<str:code>/scope/recuse/", access_forms.scope_recuse, name="scope_recuse"),
    path(
        "<str:code>/scope/recuse/<str:recusal>/end/",
        access_forms.scope_recuse_end,
        name="scope_recuse_end",
    ),
    path("<str:code>/scope/handler/", access_forms.scope_handler, name="scope_handler"),
    path("<str:code>/scope/own/", access_own.scope_own, name="scope_own"),
    path("<str:code>/scope/seal/", access_seals.scope_seal, name="scope_seal"),
    path("<str:code>/scope/seal/name/", access_seals.scope_name, name="scope_name"),
    path(
        "<str:code>/scope/seal/name/<str:person>/end/",
        access_seals.scope_unname,
        name="scope_unname",
    ),
    path("<str:code>/scope/seal/lift/", access_seals.scope_lift, name="scope_lift"),
    path("<str:code>/edit/", edit.edit, name="edit"),
    path("<str:code>/reveal/<slug:field>/", reveal.reveal, name="reveal"),
    path("<str:code>/helper/", helper.helper, name="helper"),
    path("<str:code>/execution/", execution.execution, name="execution"),
    path("<str:code>/execution/verify/", execution.execution_verify, name="execution_verify"),
    path("<str:code>/execution/issues/<str:issue>/", issues.issue, name="issue"),
    path(
        "<str:code>/execution/<str:decision>/<str:item>/",
        execution.execution_item,
        name="execution_item",
    ),
    path("<str:code>/appeals/", appeals.appeals, name="appeals"),
    path("<str:code>/appeals/new/", appeals.appeal_new, name="appeal_new"),
    path("<str:code>/appeals/<str:appeal>/accept/", appeals.appeal_accept, name="appeal_accept"),
    path("<str:code>/appeals/<str:appeal>/answer/", appeals.appeal_answer, name="appeal_answer"),
    path("<str:code>/appeals/<str:appeal>/void/", appeals.appeal_void, name="appeal_void"),
    path("<str:code>/restoration/", restoration.restoration, name="restoration"),
    path(
        "<str:code>/restoration/steps/<str:step>/void/",
        restoration.restoration_void,
        name="restoration_void",
    ),
    path(
        "<str:code>/restoration/<str:decision>/<str:kind>/",
        restoration.restoration_step,
        name="restoration_step",
    ),
]

# Mounted beside /people/: no one person's own pages.
access_urls = (
    [
        path("recusals/mine/", access_own.recusals_mine, name="recusals"),
        path("own-files/", access_own.own_files, name="own_files"),
        path("own-files/<str:code>/", access_own.own_file, name="own_file"),
    ],
    "access",
)

# Mounted at /policy/ under a name of its own.
policy_urls = (
    [
        path("", policy.versions, name="list"),
        path("draft/", policy.draft, name="draft"),
        path("<int:number>/", policy.version, name="version"),
        path("<int:number>/edit/", policy.edit, name="edit"),
        path("<int:number>/discard/", policy.discard, name="discard"),
        path("<int:number>/restore/", policy.restore, name="restore"),
    ],
    "policy",
)
