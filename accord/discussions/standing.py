"""The content of topics, posts and translations as values: what an event says stands.

How far a topic has come (its last number) is not among it: each post tells of itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from accord.discussions.models import Post, Topic, Translation
from accord.record.standing import Standing, fingerprint

BATCH = 500


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def topic_content(t: Topic) -> dict[str, Any]:
    told = _fields(
        t, "kind", "state", "chatham", "language", "title", "version", "person_id", "capacity_id", "mark", "alias", "pinned",
        "reason", "answer", "place_id", "merged_into_id", "summary", "summary_language", "summary_by_id", "outcome",
        "outcome_language", "outcome_by_id", "decided_on",
    )  # fmt: skip
    actions = [_fields(a, "text", "owner", "capacity_id", "due", "card_id", "done_on") for a in t.actions.all()]
    return told | {"actions": actions}


def post_content(p: Post, files: list[str]) -> dict[str, Any]:
    """`files`: the digests of its pictures."""
    told = _fields(
        p, "person_id", "capacity_id", "mark", "alias", "language", "text", "version", "state", "quotes", "went_to_id",
        "went_number",
    )  # fmt: skip
    return told | {"files": sorted(files)}


def translation_content(t: Translation) -> dict[str, Any]:
    return _fields(t, "origin", "of_version", "version", "text", "person_id", "capacity_id", "mark", "alias")


def part_of(topic: Topic, part: str = "") -> str:
    return f"topics/{topic.ref}/{part}" if part else f"topics/{topic.ref}"


def stands(topic: Topic, post: Post, files: list[str] | None = None) -> Mapping[str, str]:
    """Of one post, for its event. `files` where the caller knows them already."""
    known = list(post.attachments.values_list("sha256", flat=True)) if files is None else files
    return {part_of(topic, post.part): fingerprint(post_content(post, known))}


def topic_stands(topic: Topic) -> Mapping[str, str]:
    return {part_of(topic): fingerprint(topic_content(topic))}


def translation_stands(topic: Topic, post: Post, made: Translation) -> Mapping[str, str]:
    part = part_of(topic, f"{post.part}/{made.language}-{made.origin}")
    return {part: fingerprint(translation_content(made))}


def everything() -> Iterator[Standing]:
    last = 0
    while topics := list(Topic.objects.filter(pk__gt=last).prefetch_related("actions").order_by("pk")[:BATCH]):
        last = topics[-1].pk
        for topic in topics:
            yield Standing(part_of(topic), fingerprint(topic_content(topic)), part_of(topic))
    yield from _posts()
    rows = Translation.objects.select_related("post__topic").order_by("pk")
    for one in rows.iterator(BATCH):
        part = part_of(one.post.topic, f"{one.post.part}/{one.language}-{one.origin}")
        yield Standing(part, fingerprint(translation_content(one)), part_of(one.post.topic))


def _posts() -> Iterator[Standing]:
    last, rows = 0, Post.objects.select_related("topic").prefetch_related("attachments").order_by("pk")
    while posts := list(rows.filter(pk__gt=last)[:BATCH]):
        last = posts[-1].pk
        for post in posts:
            files = [a.sha256 for a in post.attachments.all()] if post.files else []
            yield Standing(part_of(post.topic, post.part), fingerprint(post_content(post, files)), part_of(post.topic))
