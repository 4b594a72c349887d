"""Start-up fails when an address does not say who may open it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

OUTSIDE = ("allauth.", "django.views.static")  # log-in pages: public by their nature


def all_patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry, where)
        else:
            yield where, entry


@register("accord")
def every_address_has_an_access_mark(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    faults: list[CheckMessage] = []
    for where, pattern in all_patterns():
        view = pattern.callback
        module = getattr(getattr(view, "view_class", view), "__module__", "")
        if not hasattr(view, "access") and not module.startswith(OUTSIDE):
            faults.append(Error(f"{where} has no @public, @members_only or @staff_session", id="accord.E001"))
    return faults
