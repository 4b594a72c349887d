"""A machine that translates, at an address that the site names (LibreTranslate or what speaks like it). Off unless one is named.

It is asked by the server alone, when somebody who is signed in presses a button; what it says is kept, so that it is asked once.
"""

import json
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings

from accord.discussions.models import Topic

SECONDS = 8
LARGEST = 200_000  # bytes of an answer


class Unreachable(Exception):
    """The machine did not answer as it should."""


def is_there() -> bool:
    return bool(settings.TRANSLATE_URL)


def may_read(topic: Topic) -> bool:
    """What some alone read, and what was said where names are sealed, goes to no machine but one that the site trusts."""
    if not is_there():
        return False
    return bool(settings.TRANSLATE_TRUSTED) or not (topic.chatham or topic.is_closed_to_others)


def translate(text: str, source: str, target: str) -> str:
    """Raises Unreachable."""
    asked: dict[str, Any] = {"q": text, "source": source, "target": target, "format": "text"}
    if settings.TRANSLATE_KEY:
        asked["api_key"] = settings.TRANSLATE_KEY
    request = urllib.request.Request(  # noqa: S310  the address is the site's own setting, http or https (config/settings.py)
        f"{settings.TRANSLATE_URL}/translate",
        data=json.dumps(asked).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        method="POST",
    )
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            said = json.loads(answer.read(LARGEST))["translatedText"]
    except (urllib.error.URLError, OSError, ValueError, KeyError, TypeError) as fault:
        raise Unreachable from fault
    if not isinstance(said, str) or not said.strip():
        raise Unreachable
    return said


class _Stay(urllib.request.HTTPRedirectHandler):
    """A machine that sends us elsewhere is not the one that the site named."""

    def redirect_request(self, *given: Any, **more: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)
