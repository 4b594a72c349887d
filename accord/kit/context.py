"""What the base template needs on every page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import empty
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

# Which entry of the navigation a page belongs to, by the first part of its address; pages of a country may say more.
ROOMS = {
    "act": "platforms threats solutions statements work-plan joint-actions meetings consultations discussions topics"
    " coordination",
    "learn": "practices adoptions offers exchanges start",
    "account": "recommendations commitments plans actions themes cycles reports shadow-reports peer-reviews questions report"
    " conferences accountability timeline pathfinding scorecard",
    "know": "explore indicators gaps releases sdmx",
    "directory": "countries partnerships",
}
ROOM_OF = {part: room for room, parts in ROOMS.items() for part in (room, *parts.split())}

NOT_REPORTED = (
    "report-this/",
    "reported/",
    "moderation/",
    "accounts/",
    "contribute/",
    "asked/",
    "seals/",
)  # no item, or an address that is a secret


def reported_path(path: str) -> str:
    """What "Report this page" leads to: the page's address without its language; empty where there is nothing to report."""
    code, _, rest = path.lstrip("/").partition("/")
    return "" if code not in LANGUAGES or not rest or rest.startswith(NOT_REPORTED) else rest


def come_back(path: str) -> str:
    """Where signing in leads back to: the page one reads. Not to the first one, nor where no log may tell who came from there."""
    rest = reported_path(path)
    return path if rest and not rest.startswith("topics/") else ""


def room_of(path: str) -> str:
    """The entry of the navigation that a page stands under; empty where there is none, as on "My page"."""
    parts = path.strip("/").split("/")[1:]
    inner = parts[2] if parts[:1] == ["countries"] and len(parts) > 2 else ""
    return ROOM_OF.get(inner) or ROOM_OF.get(parts[0] if parts else "", "")


def messages_left(request: HttpRequest) -> Iterable[Any]:
    """Those of this request or an earlier one. Where there are none, their store is not made: it signs and unsigns."""
    held = getattr(request, "_messages", None)
    if held is None:  # answered before sessions and messages are looked at
        return ()
    made = getattr(held, "_wrapped", None) is not empty
    kept = SessionStorage.session_key in request.session  # asked always: what a page says of caches may not hang on it
    return held if made or kept or CookieStorage.cookie_name in request.COOKIES else ()


def kit(request: HttpRequest) -> dict[str, Any]:
    language = translation.get_language() or "en"
    frame = frame_language(language)
    room = room_of(request.path)
    said = "page" if request.path == f"/{language}/{room}/" else "true"
    nav = [{"path": path, "name": name, "here": said if path == room else ""} for path, name in NAV]
    return {
        "language": language,
        "direction": direction(language),
        "frame_lang": frame,
        "frame_dir": direction(frame),
        "kit_nav": nav,
        "kit_here": f"{room} {said}",
        "come_back": come_back(request.path),
        "reported_path": reported_path(request.path),
        "messages": messages_left(request),
        "safeguarding_contact": getattr(settings, "SAFEGUARDING_CONTACT", ""),
    }
