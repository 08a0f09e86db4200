"""Questions on the terminal, with the answer from an option where one was given."""

import getpass
import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError


def ask(question: str, given: str, option: str) -> str:
    """The option, else an answer from the terminal, else a sentence that names the option."""
    if given.strip():
        return given.strip()
    if not sys.stdin.isatty():
        raise CommandError(f"没有可以提问的终端，请用 {option} 写明{question}。")
    while not (answer := input(f"{question}：").strip()):
        continue
    return answer


def ask_password(username: str) -> tuple[str, bool]:
    """(password, whether it was made up here and must be shown once)."""
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    while True:
        password = getpass.getpass(f"{username} 的密码（不少于10位，输入时不显示）：")
        try:
            validate_password(password)
        except ValidationError as faults:
            print("".join(faults.messages))
            continue
        if getpass.getpass("再输入一次：") == password:
            return password, False
        print("两次输入不一致，请重新输入。")
