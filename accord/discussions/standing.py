"""The content of topics and of posts (with their pictures and translations) as values: what an event says stands.

How far a topic has come (its last number) is not among it: each post tells of itself.
"""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

from accord.discussions.models import Post, Topic, Translation
from accord.record.standing import Standing, fingerprint

BATCH = 500


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def topic_content(t: Topic) -> dict[str, Any]:
    told = _fields(
        t, "kind", "state", "chatham", "names_as", "language", "title", "version", "person_id", "capacity_id", "mark", "alias",
        "pinned", "reason", "answer", "place_id", "merged_into_id", "summary", "summary_language", "summary_by_id", "outcome",
        "outcome_language", "outcome_by_id", "decided_on",
    )  # fmt: skip
    actions = [_fields(a, "text", "owner", "capacity_id", "due", "card_id", "done_on") for a in t.actions.all()]
    return told | {"actions": actions}


def post_content(p: Post, files: list[str], translations: list[Translation]) -> dict[str, Any]:
    """`files`: the digests of the pictures that hang on it."""
    told = _fields(
        p, "person_id", "capacity_id", "mark", "alias", "language", "text", "version", "state", "quotes", "went_to_id",
        "went_number",
    )  # fmt: skip
    said = sorted((_translation(t) for t in translations), key=lambda t: (t["language"], t["origin"]))
    return told | {"files": sorted(files), "translations": said}


def _translation(t: Translation) -> dict[str, Any]:
    return _fields(t, "language", "origin", "of_version", "version", "text", "person_id", "capacity_id", "mark", "alias")


def part_of(topic: Topic, part: str = "") -> str:
    return f"topics/{topic.ref}/{part}" if part else f"topics/{topic.ref}"


def stands(topic: Topic, *posts: Post) -> dict[str, str]:
    """Of posts, for an event. Their pictures and translations are asked for where they have any."""
    return {part_of(topic, post.part): digest_of(post) for post in posts}


def digest_of(p: Post) -> str:
    files = list(p.attachments.filter(until=None).values_list("sha256", flat=True)) if p.files else []
    return fingerprint(post_content(p, files, list(p.translations.all()) if p.translated else []))


def topic_stands(topic: Topic) -> dict[str, str]:
    return {part_of(topic): fingerprint(topic_content(topic))}


def everything() -> Iterator[Standing]:
    last = 0
    while topics := list(Topic.objects.filter(pk__gt=last).prefetch_related("actions").order_by("pk")[:BATCH]):
        last = topics[-1].pk
        for topic in topics:
            yield Standing(part_of(topic), fingerprint(topic_content(topic)), part_of(topic))
    yield from _posts()


def day_of_writing(post: Post) -> date:
    """When something of a sealed post was written last: its words, or a translation. Its rows hold the day alone."""
    made = [t.made_at for t in post.translations.all() if t.mark] if post.translated else []
    return max(at for at in (post.created_at, post.edited_at, *made) if at is not None).astimezone(UTC).date()


def is_untold(post: Post) -> bool:
    """What sealed authors write is told a day later (`actions/sealed.py`)."""
    since = post.topic.untold_since
    return since is not None and bool(post.mark) and day_of_writing(post) >= since


def _posts() -> Iterator[Standing]:
    last, rows = -(2**63), Post.objects.select_related("topic").order_by("pk")
    while posts := list(rows.filter(pk__gt=last)[:BATCH]):
        last = posts[-1].pk
        for post in posts:
            yield Standing(part_of(post.topic, post.part), digest_of(post), part_of(post.topic), waits=is_untold(post))
