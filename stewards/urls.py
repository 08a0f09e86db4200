"""Addresses of the three stewards, and of the director's page of who does what."""

from django.urls import path

from stewards.views import calendar, changes, colleagues, rights, start, trail, units, users

app_name = "stewards"
urlpatterns = [
    path("admin/", start.start, name="start"),
    path("admin/users/", users.users, name="users"),
    path("admin/users/new/", users.user_new, name="user_new"),
    path("admin/users/units/", users.suggest, name="suggest"),
    path("admin/users/<str:code>/", users.user, name="user"),
    path("admin/users/<str:code>/<slug:kind>/", changes.change_new, name="change_new"),
    path("admin/changes/", changes.changes, name="changes"),
    path("admin/changes/<str:code>/", changes.change, name="change"),
    path("admin/changes/<str:code>/settle/", changes.settle, name="settle"),
    path("admin/changes/<str:code>/back/", changes.take_back, name="take_back"),
    path("admin/rights/", rights.rights, name="rights"),
    path("admin/rights/now/", rights.holders, name="holders"),
    path("admin/units/", units.units, name="units"),
    path("admin/units/<str:code>/", units.unit, name="unit"),
    path("admin/units/<str:code>/new/", units.unit_new, name="unit_new"),
    path("admin/units/<str:code>/rename/", units.unit_rename, name="unit_rename"),
    path("admin/units/<str:code>/check/", units.unit_check, name="unit_check"),
    path("admin/units/<str:code>/close/", units.unit_close, name="unit_close"),
    path("admin/calendar/", calendar.calendar, name="calendar"),
    path("admin/calendar/<int:year>/", calendar.year, name="calendar_year"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
    path("colleagues/<str:code>/", colleagues.pass_on_from, name="pass_on"),
    path("my/trail/", trail.my_trail, name="my_trail"),
    path("people/<str:code>/access/", trail.dossier_access, name="access"),
    path("audit/", trail.log, name="log"),
]
