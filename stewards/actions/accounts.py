"""Opening an account: without rights, with a secret that works once within a day."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions import open_account
from accounts.models import Unit, User
from cases.actions.own_files import propose_own_files
from columns.refusal import Refused
from signin.actions import hand_out_initial_password


@dataclass(frozen=True)
class Person:
    """Who will use the account."""

    username: str
    display_name: str
    staff_no: str
    unit: Unit
    post: str = ""
    phone: str = ""


@transaction.atomic
def create_account(person: Person, *, by: User, at: datetime) -> tuple[User, str]:
    """(the account, its initial secret): the only time that the secret can be read."""
    if not person.staff_no.strip():
        raise Refused("请填写工号。一个人只有一个账号，以工号为准。")
    user = open_account(
        username=person.username,
        display_name=person.display_name,
        staff_no=person.staff_no,
        unit=person.unit,
        post=person.post,
        phone=person.phone,
        by=by,
    )
    # It may be the account of somebody whose file is kept here: then it never finds that file.
    propose_own_files(on=timezone.localtime(at).date(), users=[user.pk])
    return user, hand_out_initial_password(user, by=by, at=at)
