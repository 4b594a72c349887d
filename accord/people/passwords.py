"""Passwords that are easily guessed are refused, with the reason."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accord.people.models import Person


class GuessingValidator:
    """zxcvbn's estimate: a password must score 3 of 4 or more."""

    def validate(self, password: str, user: Person | None = None) -> None:
        from zxcvbn import zxcvbn

        about = [user.email, user.name] if user else []
        if zxcvbn(password[:72], user_inputs=[x for x in about if x])["score"] < 3:
            raise ValidationError(
                _("This password is easy to guess. Use several unrelated words, or a longer sentence."), code="weak"
            )

    def get_help_text(self) -> str:
        return _("At least 12 characters. Several unrelated words are easy to keep in mind and hard to guess.")
