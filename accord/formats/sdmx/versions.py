"""Which versions of an artefact a request means: exact, latest, latest stable, all, with wildcards inside a version.

After sdmx-rest `doc/querying_versions.md`; `all` and `latest` are the keywords of SDMX 2.1.
"""

import re
from collections.abc import Iterable

from accord.formats.sdmx.faults import quoted, syntax

_VERSION = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(-[A-Za-z0-9][A-Za-z0-9.-]*)?", re.ASCII)
_PART = re.compile(r"(\d{0,9})([~+*]?)", re.ASCII)
_LATEST = {"latest", "~"}
_ALL = {"all", "*"}


def check_version(token: str) -> str:
    """The token, lower case where it is a keyword. Raises RequestFault (400) where it is neither version nor wildcard."""
    if token.casefold() in _LATEST | _ALL:
        return token.casefold()
    if token == "+" or _VERSION.fullmatch(token) or _wildcard(token):
        return token
    raise syntax(f"{quoted(token)} is not a version, nor one of latest, all, ~, +, *.")


def match_versions(tokens: Iterable[str], available: Iterable[str]) -> tuple[str, ...]:
    """Those of `available` that any of the tokens means, oldest first.

    `+` means the latest stable semantic version (x.y.z); where an artefact has none at all, the latest that is no draft,
    so that clients which always ask for `+` also find structures numbered 1.0. And 1.0, as SDMX 2.1 numbers, finds 1.0.0
    where there is no 1.0.
    """
    ordered = sorted(set(available), key=_rank)
    chosen: set[str] = set()
    for token in tokens:
        chosen.update(_match(token, ordered))
    return tuple(v for v in ordered if v in chosen)


def _match(token: str, ordered: list[str]) -> list[str]:
    if token in _ALL:
        return ordered
    if token == "~":
        return ordered[-1:]
    stable = [v for v in ordered if not _is_draft(v)]
    if token == "latest":
        return (stable or ordered)[-1:]
    if token == "+":
        semantic = [v for v in stable if v.count(".") == 2 and not v.startswith("0.")]
        return (semantic or stable)[-1:]
    parts = _wildcard(token)
    if parts is None:
        return [v for v in ordered if v == token] or [v for v in ordered if token.count(".") == 1 and v == f"{token}.0"]
    place, numbers, sign = parts
    found = [v for v in ordered if _fits(v, place, numbers, sign)]
    return found if sign == "*" else found[-1:]


def _wildcard(token: str) -> tuple[int, tuple[int, ...], str] | None:
    """Place of the wildcard, the numbers (0 where left out) and the wildcard; None where the token has not just one."""
    parts = [_PART.fullmatch(p) for p in token.split(".")]
    signs = [i for i, p in enumerate(parts) if p and p[2]]
    if len(parts) > 3 or len(signs) != 1 or any(p is None or not p.group() for p in parts):
        return None
    place = signs[0]
    numbers = tuple(int(p[1] or 0) for p in parts if p)
    chosen = parts[place]
    return place, numbers, chosen[2] if chosen else ""


def _fits(version: str, place: int, numbers: tuple[int, ...], sign: str) -> bool:
    found = _VERSION.fullmatch(version)
    if not found:
        return False
    own = tuple(int(n) for n in found.group(1, 2, 3) if n is not None)
    length = 3 if sign == "+" else len(numbers)
    if len(own) != length or (sign == "+" and (found[4] or own[0] == 0)):
        return False
    return own[:place] == numbers[:place] and own[place:] >= numbers[place:]


def _is_draft(version: str) -> bool:
    """A version with an extension (1.0.0-draft) or of major number 0."""
    return "-" in version or version.startswith("0.")


def _rank(version: str) -> tuple[tuple[int, ...], bool, str]:
    """Order of versions: by numbers, an extension before the version that it leads to."""
    found = _VERSION.fullmatch(version)
    numbers = tuple(int(n or 0) for n in found.group(1, 2, 3)) if found else (-1, 0, 0)
    return numbers, "-" not in version, version
