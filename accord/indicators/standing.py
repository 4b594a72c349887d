"""Releases against the events that published them: the Parquet file of each is the one that was kept."""

from collections.abc import Iterator, Mapping
from typing import Any

from accord.indicators.frames import parquet
from accord.indicators.models import Release
from accord.record.standing import Standing


def everything() -> Iterator[Standing]:
    """Reads every published file as a whole."""
    for release in Release.objects.filter(state=Release.State.PUBLISHED).order_by("pk"):
        yield Standing(f"releases/{release.sha256}", release.parquet_sha256 if _is_whole(release) else "")


def _is_whole(release: Release) -> bool:
    try:
        return parquet.is_whole(release.parquet, release.parquet_sha256)
    except (OSError, ValueError):
        return False


def told(after: Mapping[str, Any]) -> dict[str, str]:
    sha256, kept = after.get("sha256"), after.get("parquet")
    return {f"releases/{sha256}": kept} if isinstance(sha256, str) and isinstance(kept, str) else {}
