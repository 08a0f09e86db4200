"""Addresses of reminders; mounted at reminders/."""

from django.urls import path

from reminders.views import inbox, letters

app_name = "reminders"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("address/", inbox.address, name="address"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<code>/", letters.batch, name="batch"),
    path("letters/<code>/file/", letters.batch_file, name="batch_file"),
]
