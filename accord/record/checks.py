"""`accord check` and a starting server tell of a search index that another version made."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError

from accord.kit.typed import typed
from accord.record.search import index


@register("search")
def index_is_current(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        if not index.is_outdated():
            return []
    except DatabaseError:  # not migrated yet: nothing is in it
        return []
    made_with = index.made_with() or "unknown"
    told = f"The search index was made by version {made_with}, not {index.version()}: searches may miss records."
    return [Warning(told, hint=f"Run: {typed('reindex')}", id="accord.W004")]
