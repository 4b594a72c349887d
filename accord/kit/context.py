"""What the base template needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accord.kit.interface import direction, frame_language
from accord.kit.texts import LANGUAGES

NAV = (
    ("act", _("Act")),
    ("learn", _("Learn")),
    ("agree", _("Agree")),
    ("account", _("Account")),
    ("know", _("Know")),
    ("directory", _("Directory")),
)

NOT_REPORTED = (
    "report-this/",
    "reported/",
    "moderation/",
    "accounts/",
    "contribute/",
    "seals/",
)  # no item, or an address that is a secret


def reported_path(path: str) -> str:
    """What "Report this page" leads to: the page's address without its language; empty where there is nothing to report."""
    code, _, rest = path.lstrip("/").partition("/")
    return "" if code not in LANGUAGES or not rest or rest.startswith(NOT_REPORTED) else rest


def kit(request: HttpRequest) -> dict[str, Any]:
    language = translation.get_language() or "en"
    frame = frame_language(language)
    here = request.path.split("/")[2] if request.path.count("/") > 1 else ""
    nav = [{"path": path, "name": name, "here": path == here} for path, name in NAV]
    return {
        "language": language,
        "direction": direction(language),
        "frame_lang": frame,
        "frame_dir": direction(frame),
        "kit_nav": nav,
        "reported_path": reported_path(request.path),
        "safeguarding_contact": getattr(settings, "SAFEGUARDING_CONTACT", ""),
    }
