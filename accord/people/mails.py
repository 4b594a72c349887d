"""Mails of accounts: their addresses are the site's own, whatever name and port the request used (allauth calls these)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from accord.kit.asked import on_this_site
from accord.people.accounts import AccountAdapter


class SiteAdapter(AccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Who asks for a new password chooses the name and the port that the request comes with, not what is mailed."""
        asked = self.request.build_absolute_uri("/")
        ours = {k: on_this_site(v.removeprefix(asked)) for k, v in context.items() if isinstance(v, str) and v.startswith(asked)}
        named = {"name": "Accord", "domain": urlsplit(settings.SITE).netloc}
        super().send_mail(template_prefix, email, context | ours | {"current_site": named})

    def format_email_subject(self, subject: str) -> str:
        return f"[Accord] {subject.strip()}"
