"""How often somebody did something within an hour or a day: in the cache that all processes of a machine share, and no longer."""

import hashlib

from django.core.cache import cache

from accord.kit import clock


def one_more(what: str, who: str, most: int, *, day: bool = False) -> bool:
    """Counts one more, unless there were so many this hour (or day). Of who it was a digest is kept. Each place is taken by
    `add`, which one of two processes at once gets."""
    span, seconds = ("%Y%m%d", 86_400) if day else ("%Y%m%d%H", 3_600)
    digest = hashlib.sha256(who.encode()).hexdigest()[:32]
    key = f"{what}-{digest}-{clock.now().strftime(span)}"
    return any(cache.add(f"{key}-{place}", 1, seconds) for place in range(most))
