"""Addresses of evaluation; a person's own rounds stand under his dossier."""

from django.urls import path

from evaluation.views import ballots, conclusions, lists, results, rounds

app_name = "evaluation"
urlpatterns = [
    path("people/<str:code>/ratings/", lists.dossier, name="dossier"),
    path("ratings/", lists.rounds, name="list"),
    path("ratings/new/", rounds.new, name="round_new"),
    path("ratings/ballots/<str:code>/", ballots.ballot, name="ballot"),
    path("ratings/ballots/<str:code>/void/", ballots.ballot_void, name="ballot_void"),
    path("ratings/ballots/<str:code>/keep/", ballots.ballot_keep, name="ballot_keep"),
    path("ratings/<str:code>/", rounds.page, name="round"),
    path("ratings/<str:code>/groups/", rounds.groups, name="groups"),
    path("ratings/<str:code>/paper-entry/", ballots.entry, name="paper_entry"),
    path("ratings/<str:code>/blank/<str:group>/", ballots.blank, name="blank"),
    path("ratings/<str:code>/close/", rounds.close, name="close"),
    path("ratings/<str:code>/compute/", rounds.compute, name="compute"),
    path("ratings/<str:code>/reopen/", rounds.reopen, name="reopen"),
    path("ratings/<str:code>/void/", rounds.void, name="void"),
    path("ratings/<str:code>/results/", results.results, name="results"),
    path("ratings/<str:code>/conclusion/", conclusions.conclusion, name="conclusion"),
    path("ratings/<str:code>/conclusion/confirm/", conclusions.confirm, name="confirm"),
    path("ratings/<str:code>/conclusion/return/", conclusions.give_back, name="give_back"),
]
