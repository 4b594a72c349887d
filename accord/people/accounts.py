"""How accounts are made and guarded (allauth and axes call these)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from accord.people.invitations import is_demo_address
from accord.people.models import Person, World


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The demonstration's log-ins are printed for everyone, so nobody may change what all others need to sign in with."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = translation.get_language() or "en"
        user.email = form.cleaned_data["email"].lower()
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        """Asked when someone signs up, adds an address or wants a new password."""
        asking = getattr(self.request, "user", None)
        if is_demo_address(email) or (isinstance(asking, Person) and asking.world == World.DEMO):
            raise ValidationError(_("This belongs to the demonstration: its addresses and passwords stay as they are printed."))
        return str(super().clean_email(email))

    def clean_password(self, password: str, user: Any = None) -> str:
        if isinstance(user, Person) and user.world == World.DEMO:
            raise ValidationError(_("This belongs to the demonstration: its addresses and passwords stay as they are printed."))
        return str(super().clean_password(password, user))


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name that a log-in tried, wherever it stands; without it axes would lock out `None`."""
    if credentials:
        return str(credentials.get("email") or credentials.get("username") or "").lower()
    return (request.POST.get("login", "") if request else "").lower()
