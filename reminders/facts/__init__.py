"""What a user is reminded of now, as values for pages and digests."""

from reminders.facts.inbox import Item, counts_of, items_of, news_of
from reminders.facts.letters import Candidate, candidates, sheet_of_letter

__all__ = [
    "Candidate",
    "Item",
    "candidates",
    "counts_of",
    "items_of",
    "news_of",
    "sheet_of_letter",
]
