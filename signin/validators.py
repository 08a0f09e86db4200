"""What settings.AUTH_PASSWORD_VALIDATORS asks when a person sets a password."""

from collections.abc import Iterator
from functools import lru_cache

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from accounts.models import Unit, User
from signin.actions.passwords import profile
from signin.models import FormerPassword
from signin.rules.passwords import LONGEST, classes_in, is_guessable, words_about


class ProfileValidator:
    """Length and kinds of signs, as settings.PASSWORD_PROFILE says."""

    def validate(self, password: str, user: User | None = None) -> None:
        rule = profile()
        if not rule.shortest <= len(password) <= LONGEST:
            raise ValidationError(
                f"密码要有{rule.shortest}到{LONGEST}位，现在是{len(password)}位。"
                "可以用几个不相干的词连起来，例如 Suan3-Yundong-cha。"
            )
        if classes_in(password) < rule.classes:
            raise ValidationError(
                "密码里只有一两种字符。大写字母、小写字母、数字、符号四种里要有三种，"
                "例如 Suan3-Yundong-cha。"
            )

    def get_help_text(self) -> str:
        rule = profile()
        kinds = "，大写字母、小写字母、数字、符号四种里要有三种" if rule.classes > 1 else ""
        again = f"，{rule.days}天换一次" if rule.days else ""
        return f"至少{rule.shortest}位{kinds}{again}。"


class GuessableValidator:
    """Names of the office and the person, their pinyin, years, rows of keys, common passwords."""

    def validate(self, password: str, user: User | None = None) -> None:
        words = words_about(_names(user), _plain_words(user))
        if is_guessable(password, words=words, common=common_passwords()):
            raise ValidationError(
                "这个密码主要由姓名、单位、拼音、年份或者常见的词组成，容易被猜中。"
                "请换几个不相干的词，例如 Suan3-Yundong-cha。"
            )

    def get_help_text(self) -> str:
        return "不用姓名、单位名称、拼音、年份和常见的词。"


class FormerValidator:
    """The present one and the last ones, as many as the profile remembers."""

    def validate(self, password: str, user: User | None = None) -> None:
        remembered = profile().remembered
        if user is None or user.pk is None or not remembered:
            return
        former = FormerPassword.objects.filter(user=user).order_by("-set_at", "-pk")
        hashes = [user.password, *former.values_list("password", flat=True)[: remembered - 1]]
        if any(check_password(password, each) for each in hashes):
            raise ValidationError(f"这个密码最近{remembered}次里用过，请换一个新的。")

    def get_help_text(self) -> str:
        remembered = profile().remembered
        return f"不能与最近{remembered}次的相同。" if remembered else ""


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Django's list of 20,000; ours is_guessable also finds them behind years and signs."""
    return frozenset(CommonPasswordValidator().passwords)


def _names(user: User | None) -> Iterator[str]:
    """The person, and every unit from his own up to the root."""
    if user is None:
        return
    yield user.display_name
    unit: Unit | None = user.unit
    while unit is not None:
        yield unit.full_name
        yield unit.name
        unit = unit.parent


def _plain_words(user: User | None) -> Iterator[str]:
    if user is not None:
        yield user.username
        yield user.staff_no or ""
