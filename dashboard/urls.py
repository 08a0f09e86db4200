"""Addresses of the desk, a dossier's first page and a job's progress."""

from django.urls import path

from dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.root, name="root"),
    path("todo/", views.desk, name="desk"),
    path("todo/<slug:slug>/", views.block, name="block"),
    path("help/", views.manual, name="help"),
    path("help/rules/", views.rules, name="rules"),
    path("people/<str:code>/", views.dossier, name="dossier"),
    path("people/<str:code>/clocks/", views.clocks, name="clocks"),
    path("jobs/<str:code>/", views.job, name="job"),
    path("jobs/<str:code>/retry/", views.job_retry, name="job_retry"),
]
