"""The line of an event (position, hour, digest): how it is read, hashed for the log, and signed with the site's key.

Whatever stands in the tables can be read here: columns are taken as text, so that a value no event could hold is told as
altered and stops nobody.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.crypto import constant_time_compare, salted_hmac

from accord.calc.canonical import digest, time_text
from accord.people.models import World
from accord.record.log.merkle import leaf_hash
from accord.record.models import Audience, Card, Event
from accord.record.verbs import may_be_quiet

BODY_VERSION = 2  # 2 holds the hour and the audience's code; 1 held neither


@dataclass(frozen=True)
class Line:
    """One row of the journal as it stands. `position`, `capacity`, `at` and `hour` may be anything that was written there."""

    pk: int
    position: Any
    hour: str
    digest: str
    salt: str
    verb: str
    card_id: Any
    card_ref: str
    capacity: Any
    at: str
    body: str | None
    redacted: Any
    mac: str
    quiet: Any
    card_of_ref: int | None  # the card that bears `card_ref` now
    audience: str

    @property
    def signed(self) -> bool:
        """That this site wrote the line, and at this position."""
        return holds(self.mac, line_words(self.position, self.hour, self.digest))

    @property
    def leaf(self) -> bytes:
        return leaf_of(self.position, self.hour, self.digest)


def read_lines(events: QuerySet[Event], chunk: int = 2000) -> Iterator[Line]:
    """One query. No column passes a converter that could refuse it."""
    rows = events.annotate(
        hour_text=Cast("hour", TextField()), at_text=Cast("at", TextField()), body_text=Cast("body", TextField()),
        audience_code=Subquery(Audience.objects.filter(pk=OuterRef("audience_id")).values("code")[:1]),
        audience_world=Subquery(Audience.objects.filter(pk=OuterRef("audience_id")).values("world")[:1]),
        card_of_ref=Subquery(Card.objects.filter(ref=OuterRef("card_ref")).values("pk")[:1]),
    ).values_list(
        "pk", "position", "hour_text", "digest", "salt", "verb", "card_id", "card_ref", "capacity_id", "at_text", "body_text",
        "redacted", "mac", "quiet", "card_of_ref", "audience_code", "audience_world",
    )  # fmt: skip
    for row in rows.iterator(chunk_size=chunk):
        told = [*row[:-2], audience_words(row[-2], row[-1])]
        told[2], told[9] = _time(told[2]), _time(told[9])
        yield Line(*told)


def waiting_lines() -> Iterator[tuple[Line, bool]]:
    """Lines that have no position yet, in id order, and whether this site wrote each: signed, and no copy of another."""
    seen, lines = set[str](), read_lines(Event.objects.filter(position__isnull=True).order_by("id"))
    while part := list(islice(lines, 500)):
        told = Event.objects.filter(position__isnull=False, digest__in={str(line.digest) for line in part})
        sealed = set(told.values_list("digest", flat=True))
        for line in part:
            yield line, line.signed and line.digest not in sealed and line.digest not in seen
            seen.add(line.digest)


def _time(text: Any) -> str:
    """As a canonical body has it; a text that is no time stays as it is."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return str(text)
    return time_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def body_of(line: Line) -> dict[str, Any] | None:
    """The body where it agrees with the columns and the digest, else None."""
    try:
        body = json.loads(line.body or "null")
        return body if isinstance(body, dict) and _columns_agree(line, body) and digest(line.salt, body) == line.digest else None
    except (ValueError, TypeError, RecursionError):
        return None


def _columns_agree(line: Line, body: dict[str, Any]) -> bool:
    told = (body.get("verb"), body.get("card"), body.get("capacity"), body.get("at"))
    if told != (line.verb, line.card_ref, line.capacity, line.at) or line.hour != hour_of(line.at):
        return False
    if line.quiet and not may_be_quiet(line.verb):  # no part of the digest: a line made quiet is on no timeline
        return False
    if line.card_id != (line.card_of_ref if line.card_ref else None):
        return False
    return "v" not in body or (body["v"], body.get("hour"), body.get("audience")) == (BODY_VERSION, line.hour, line.audience)


def audience_words(code: str | None, world: str | None) -> str:
    """As a body has it: the code, and the world where it is not the real one."""
    return f"{code}" if world == World.REAL else f"{code}@{world}"


def hour_of(at: str) -> str:
    return f"{at[:13]}:00:00Z"


def line_words(position: Any, hour: str, digest: str) -> str:
    return f"line\n{'' if position is None else position}\n{hour}\n{digest}"


def leaf_of(position: Any, hour: str, digest: str) -> bytes:
    """The leaf of a sealed line: what is signed of it is what the log holds of it."""
    return leaf_hash(line_words(position, hour, digest).encode(errors="surrogatepass"))


def head_words(count: Any, root: str) -> str:
    return f"head\n{count}\n{root}"


def sign(words: str) -> str:
    return _mac(words, settings.SECRET_KEY)


def holds(mac: str, words: str) -> bool:
    """With the key, or one that it replaced."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(mac, _mac(words, key)) for key in keys)


def _mac(words: str, key: str | bytes) -> str:
    return salted_hmac("accord.record.journal", words, secret=key, algorithm="sha256").hexdigest()
