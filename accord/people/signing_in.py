"""Forms of accounts as they stand on the page: a label says what is asked, so nothing stands in the field in its place."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, SignupForm
from django.utils.translation import gettext as _


class _Bare:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(_Bare, LoginForm):  # type: ignore[misc]
    """The way to a new password stands once, under the form: between a label and its field the Tab key stops there first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        self.fields["remember"].help_text = _("Not on a device that others use.")


class SignUp(_Bare, SignupForm):  # type: ignore[misc]
    pass


class NewPassword(_Bare, ResetPasswordForm):  # type: ignore[misc]
    pass
