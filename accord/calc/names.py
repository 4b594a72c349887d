"""Names that people type in a list: parted, each once, spelt as they are in use."""

import re
from collections.abc import Iterable

from accord.calc.normalise import fold


def split_names(text: str) -> list[str]:
    """Names typed one a line, or with semicolons between."""
    return [name for part in re.split(r"[;\n؛；]", text) if (name := " ".join(part.split()))]


def same_names(names: Iterable[str], used: Iterable[str]) -> list[str]:
    """Each name once, spelt as it is in use where it is."""
    known = {fold(name): name for name in used}
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), known.get(fold(name), name))
    return sorted(found.values(), key=fold)
