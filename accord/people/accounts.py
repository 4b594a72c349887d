"""How accounts are made and guarded (allauth and axes call these)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = translation.get_language() or "en"
        user.email = form.cleaned_data["email"].lower()
        return super().save_user(request, user, form, commit)


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name that a log-in tried, wherever it stands; without it axes would lock out `None`."""
    if credentials:
        return str(credentials.get("email") or credentials.get("username") or "").lower()
    return (request.POST.get("login", "") if request else "").lower()
