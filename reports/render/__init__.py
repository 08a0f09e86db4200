"""Facts become a page, a page becomes bytes. Only tasks import this package's pdf module."""
