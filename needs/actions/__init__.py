"""The verbs of a need, by file: register; hand out, answer; the person's view, archive."""

from needs.actions.answering import answer_need, assign_need, explain_need, reply_need
from needs.actions.closing import archive_need, pass_need, return_need, view_need, void_need
from needs.actions.registering import Asked, register_need

__all__ = [
    "Asked",
    "answer_need",
    "archive_need",
    "assign_need",
    "explain_need",
    "pass_need",
    "register_need",
    "reply_need",
    "return_need",
    "view_need",
    "void_need",
]
