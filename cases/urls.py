"""Addresses of people; mounted before the dossier's own page, whose code would match any word."""

from django.urls import path

from cases.views import edit, helper, people, register

app_name = "cases"
urlpatterns = [
    path("", people.people, name="list"),
    path("suggest/", people.suggest, name="suggest"),
    path("units/", people.suggest_unit, name="units"),
    path("new/", register.new, name="new"),
    path("<str:code>/edit/", edit.edit, name="edit"),
    path("<str:code>/helper/", helper.helper, name="helper"),
]
