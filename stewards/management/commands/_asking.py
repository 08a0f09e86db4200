"""Questions on the terminal, with the answer from an option where one was given."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

ONCE = "只显示这一次，24小时内登录一次有效，登录后须设定自己的口令"


def ask(question: str, given: str, option: str) -> str:
    """The option, else an answer from the terminal, else a sentence that names the option."""
    if given.strip():
        return given.strip()
    if not sys.stdin.isatty():
        raise CommandError(f"没有可以提问的终端，请用 {option} 写明{question}。")
    while not (answer := input(f"{question}：").strip()):
        continue
    return answer


def ask_password(username: str) -> str:
    """His own password, typed by himself; empty without a terminal: then a secret is handed out."""
    if not sys.stdin.isatty():
        return ""
    while True:
        password = getpass.getpass(f"{username} 的口令（输入时不显示）：")
        try:
            validate_password(password)
        except ValidationError as faults:
            print("".join(faults.messages))
            continue
        if getpass.getpass("再输入一次：") == password:
            return password
        print("两次输入不一致，请重新输入。")
