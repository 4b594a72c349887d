"""What the base template needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation


def kit(request: HttpRequest) -> dict[str, Any]:
    language = translation.get_language() or "en"
    return {"language": language, "direction": "rtl" if language == "ar" else "ltr"}
