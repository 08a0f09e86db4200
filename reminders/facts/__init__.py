"""What a user is reminded of now, as values for pages and digests."""

from reminders.facts.inbox import Item, counts_of, items_of, news_of

__all__ = ["Item", "counts_of", "items_of", "news_of"]
