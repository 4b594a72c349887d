"""What pages of the log need: checkpoints, and proofs that lines stand under the newest one. None reads the whole log."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404

from accord.calc.canonical import time_text
from accord.record.access import access_card, audience_ids
from accord.record.cached import stamps
from accord.record.lines import line_words
from accord.record.log import checkpoints, merkle, note, tiles
from accord.record.models import Card, Checkpoint, Event, Reader
from accord.record.verbs import words_of

PAGE = 25
_kinds: set[str] = set()


def register(*kinds: str) -> None:
    """Kinds of card whose acts a room shows on the card's page: their events that a reader may see are proved with their content.

    Of other kinds an event may hold what no page shows (how an officer checked somebody).
    """
    _kinds.update(kinds)


@dataclass(frozen=True)
class CheckpointShown:
    """`root` in base64, as the note has it; `note` is the whole signed text."""

    size: int
    root: str
    at: datetime
    note: str


@dataclass(frozen=True)
class LogPage:
    newest: CheckpointShown | None
    key: str
    checkpoints: list[CheckpointShown]
    next: int


@dataclass(frozen=True)
class LineProof:
    """A line, and the hashes from its leaf up to the root of the checkpoint (hexadecimal, from below).

    `body` with `salt` where the reader may see the act: SHA-256 of the salt's bytes and the body's canonical JSON is `digest`.
    """

    position: int
    hour: str
    digest: str
    leaf: str  # what is hashed
    path: list[str]
    redacted: bool = False
    words: str = ""
    at: datetime | None = None
    body: dict[str, Any] | None = None
    salt: str = ""


@dataclass(frozen=True)
class ProofPage:
    """`whole` is False where the log does not hold what its checkpoint says: then nothing is proved."""

    title: dict[str, str]
    url: str
    world: str
    lines: list[LineProof]
    checkpoint: CheckpointShown | None
    key: str
    whole: bool = True
    waiting: int = 0  # acts of this page that no checkpoint covers yet
    next: int = 0


@dataclass(frozen=True)
class GrowthProof:
    """That the log of `old` lines is the beginning of the one under the checkpoint (RFC 9162, 2.1.4)."""

    old: int
    path: list[str]
    checkpoint: CheckpointShown
    key: str
    lines: list[LineProof] = field(default_factory=list)


def log_page(after: int) -> LogPage:
    """The newest first; `after` is the size of the last one shown before (2 queries)."""
    first = checkpoints.newest()
    rows = Checkpoint.objects.order_by("-size")
    found = list((rows.filter(size__lt=after) if after else rows)[: PAGE + 1])
    more = found[PAGE - 1].size if len(found) > PAGE else 0
    return LogPage(_shown(first) if first else None, first.key if first else "", [_shown(c) for c in found[:PAGE]], more)


@dataclass(frozen=True)
class NewestCheckpoint:
    size: int
    root: str
    at: datetime
    key: str


def newest_checkpoint() -> NewestCheckpoint | None:
    """What a printed thing carries in its foot (1 query)."""
    row = checkpoints.newest()
    return NewestCheckpoint(row.size, _shown(row).root, row.at, row.key) if row else None


def checkpoint_text(size: int | None) -> str:
    """The signed note; of the newest without a size."""
    found = checkpoints.newest() if size is None else Checkpoint.objects.filter(size=size).first()
    if found is None:
        raise Http404
    return found.note


def card_proofs(ref: str, user: Reader, after: int) -> ProofPage:
    """The acts on a card that the reader may see, the newest first (5 queries). The same 404 for what is not proved by page."""
    card = access_card(user, ref)
    if card.kind not in _kinds:
        raise Http404
    events = (
        Event.objects.select_related("card").filter(card=card, redacted=False, audience_id__in=audience_ids(user)).order_by("-id")
    )
    with stamps.about(ref):
        found = list((events.filter(pk__lt=after) if after else events)[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else 0
    return _proved(found[:PAGE], set(audience_ids(user)), title=card.title, url=card.url, world=card.world, next=more)


def line_proof(position: int, user: Reader) -> ProofPage:
    """One line by its position, whoever asks; what it tells only to those who may see it, and its card (5 queries)."""
    newest = checkpoints.newest()
    if newest is None or not 0 < position <= newest.size:
        raise Http404
    event = Event.objects.select_related("card", "audience").filter(position=position).first()
    if event is None:
        raise Http404
    mine = set(audience_ids(user))
    if event.card_id and not Card.objects.visible_to(user).filter(pk=event.card_id).exists():
        mine = set()  # what was withdrawn is out of sight here, too
    card = event.card if event.audience_id in mine and event.card and event.card.kind in _kinds else None
    about = {"title": card.title, "url": card.url, "world": card.world} if card else {"title": {}, "url": "", "world": ""}
    return _proved([event], mine, **about)


def growth(old: int) -> GrowthProof:
    newest = checkpoints.newest()
    if newest is None or not 0 < old <= newest.size:
        raise Http404
    try:
        path = tiles.computed(lambda subtree: merkle.consistency(old, newest.size, subtree))
    except tiles.Missing as fault:
        raise Http404 from fault
    return GrowthProof(old, [one.hex() for one in path], _shown(newest), newest.key)


def _proved(events: Sequence[Event], mine: set[int], **about: Any) -> ProofPage:
    newest = checkpoints.newest()
    size = newest.size if newest else 0
    covered = [e for e in events if e.position and e.position <= size]
    try:
        lines = [_line(e, path, e.audience_id in mine) for e, path in zip(covered, _paths(covered, size), strict=True)]
    except tiles.Missing:
        lines = None
    whole = newest is None or (lines is not None and all(_leads_up(one, newest) for one in lines))
    return ProofPage(
        lines=lines if whole and lines is not None else [], checkpoint=_shown(newest) if newest else None,
        key=newest.key if newest else "", whole=whole, waiting=len(events) - len(covered), **about,
    )  # fmt: skip


def _paths(events: Sequence[Event], size: int) -> list[list[bytes]]:
    return tiles.computed(lambda subtree: [merkle.inclusion((e.position or 0) - 1, size, subtree) for e in events])


def _line(event: Event, path: list[bytes], seen: bool) -> LineProof:
    hour = time_text(event.hour)
    told = LineProof(
        event.position or 0, hour, event.digest, line_words(event.position, hour, event.digest), [one.hex() for one in path],
        event.redacted,
    )  # fmt: skip
    proved = event.card.kind in _kinds if event.card else event.audience.code == "public"
    if event.redacted or not seen or not proved:
        return told
    return LineProof(**vars(told) | {"words": words_of(event.verb), "at": event.at, "body": event.body, "salt": event.salt})


def _leads_up(line: LineProof, newest: Checkpoint) -> bool:
    """A proof that does not hold is not handed out."""
    path = [bytes.fromhex(one) for one in line.path]
    told, leaf = _told(newest), merkle.leaf_hash(line.leaf.encode())
    return told is not None and merkle.proves_inclusion(leaf, line.position - 1, told.size, path, told.root)


def _shown(row: Checkpoint) -> CheckpointShown:
    told = _told(row)
    return CheckpointShown(row.size, base64.b64encode(told.root).decode() if told else "", row.at, row.note)


def _told(row: Checkpoint) -> note.Told | None:
    """Nothing for a text that somebody spoilt: pages go on, and `accord verify` tells of it."""
    try:
        return note.read(row.note)
    except ValueError:
        return None
