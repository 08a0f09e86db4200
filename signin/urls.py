"""Addresses of signing in and of one's own account."""

from django.urls import path

from signin.views import confirm, doors, prefs, second, session

app_name = "signin"
urlpatterns = [
    path("login/", doors.login, name="login"),
    path("login/code/", doors.code_login, name="code_login"),
    path("logout/", doors.logout, name="logout"),
    path("second/", second.second, name="second"),
    path("second/enrol/", second.enrol, name="enrol"),
    path("second/recovery/", second.recovery, name="recovery"),
    path("password/", prefs.password, name="password"),
    path("prefs/", prefs.prefs, name="prefs"),
    path("confirm/<str:code>/", confirm.confirm, name="confirm"),
    path("session/", session.session, name="session"),
    path("session/back/", session.back, name="back"),
    path("session/kept/<str:code>/discard/", session.discard, name="discard"),
]
