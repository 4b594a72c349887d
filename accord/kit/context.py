"""What the base template needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

NAV = (
    ("act", _("Act")),
    ("learn", _("Learn")),
    ("agree", _("Agree")),
    ("account", _("Account")),
    ("know", _("Know")),
    ("directory", _("Directory")),
)


def kit(request: HttpRequest) -> dict[str, Any]:
    language = translation.get_language() or "en"
    here = request.path.split("/")[2] if request.path.count("/") > 1 else ""
    nav = [{"path": path, "name": name, "here": path == here} for path, name in NAV]
    return {"language": language, "direction": "rtl" if language == "ar" else "ltr", "kit_nav": nav}
