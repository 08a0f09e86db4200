"""The one exception that carries a sentence for the screen."""


class Refused(Exception):
    """An act the program declines; its text says in Chinese what is wrong and what to do."""
