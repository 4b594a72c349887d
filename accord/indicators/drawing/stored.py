"""What is the same for every reader of a language: drawn at publication, else by the first reader, then kept until the next."""

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from django.utils import translation

from accord.indicators.drawing.pages import Parts, kept
from accord.indicators.models import Drawn, Release
from accord.indicators.reads.releases import Standing
from accord.kit.texts import LANGUAGES, reader_language

PACKAGE = Path(__file__).resolve().parents[2]

type Make = Callable[[], Mapping[str, str]]
type After = Callable[[Release], int]

_after: list[After] = []  # what the room above draws when a release is published


def register(after: After) -> None:
    if after not in _after:
        _after.append(after)


def draw_after(release: Release) -> int:
    """The pages that this publication changed, where they are few enough for a request to wait for."""
    return sum(after(release) for after in _after)


def shown(page: Standing, make: Make) -> Parts:
    """What `make` gives, made once in a language and state: from this process's memory (`pages.kept`), else as it was drawn at
    publication (1 query), else made now."""
    return kept(page.key, page.own, lambda: _drawn(page) or make())


def _drawn(page: Standing) -> dict[str, str] | None:
    """None where it is of another state, or was taken away a moment ago."""
    state = _made_of(page)
    if page.drawn not in (None, state):
        return None
    rows = Drawn.objects.filter(key=page.key, language=reader_language(), state=state)
    stored = rows.values_list("parts", flat=True).first()
    found: dict[str, str] | None = json.loads(zlib.decompress(stored)) if stored else None
    return found


def draw(page: Standing, make: Make) -> int:
    """Draw in all languages what is not drawn of this state. Says how many were."""
    there = set(Drawn.objects.filter(key=page.key, state=_made_of(page)).values_list("language", flat=True))
    missing = [language for language in LANGUAGES if language not in there]
    for language in missing:
        with translation.override(language):
            made = {part: str(html) for part, html in make().items()}
        parts = zlib.compress(json.dumps(made, ensure_ascii=False).encode())
        Drawn.objects.update_or_create(key=page.key, language=language, defaults={"state": _made_of(page), "parts": parts})
    return len(missing)


def _made_of(page: Standing) -> str:
    return f"{page.own}.{_code()}"


@cache
def _code() -> str:
    """Of all that draws and translates: another version of the site draws anew (20 ms, once a process)."""
    files = (f for kind in ("*.py", "*.html", "*.mo", "tiles.csv") for f in PACKAGE.rglob(kind) if "tests" not in f.parts)
    return hashlib.sha256(b"".join(f.read_bytes() for f in sorted(files))).hexdigest()[:16]
