"""`accord verify`: does the journal stand as it was written?"""

from dataclasses import dataclass, field
from typing import Any

from accord.record.lines import Line, body_of, head_words, holds, read_lines, waiting_lines
from accord.record.models import Event, SealedCount
from accord.record.standing import everything, stated_by

type Problem = dict[str, Any]
GAP = 100  # longer gaps are told as one


@dataclass
class _Found:
    """What one walk through the journal gathers."""

    problems: list[Problem] = field(default_factory=list)
    erased: list[tuple[Line, int]] = field(default_factory=list)  # redacted lines, and after how many lines each came
    spoken_for: set[str] = field(default_factory=set)  # digests that some event tells it erased
    counted: list[tuple[int, int]] = field(default_factory=list)  # such events of old, which told a number alone
    lines: int = 0
    stated: dict[str, tuple[Any, str]] = field(default_factory=dict)  # part -> position of the newest event that tells, digest
    cards: set[str] = field(default_factory=set)  # that some event tells of

    def tell(self, position: Any, ref: str, what: str) -> None:
        known = position if isinstance(position, int) and position >= 0 else 0
        self.problems.append({"position": known, "ref": ref, "what": what})

    def gap(self, first: int, last: int) -> None:
        if last - first < GAP:
            self.problems += [{"position": n, "ref": "", "what": "removed"} for n in range(first, last + 1)]
        else:
            self.tell(first, f"{first}–{last}", "removed")


def problems() -> list[Problem]:
    """Each line and body against the digests, the chain and the key; then the rooms' tables against the newest events.

    Told apart: altered, added, removed.
    """
    found = _Found()
    _walk_sealed(found)
    _walk_waiting(found)
    _match_erasures(found)
    _match_tables(found)
    return found.problems


def _walk_sealed(found: _Found) -> None:
    count, head, mac = SealedCount.objects.filter(pk=1).values_list("count", "chain", "mac").first() or (0, "", "")
    count = count if isinstance(count, int) else 0
    expected, chain, sure = 1, "", True  # `sure`: the line before is the one that was written
    for line in read_lines(Event.objects.filter(position__isnull=False).order_by("position", "id")):
        at = line.position
        if not isinstance(at, int) or at < expected:
            found.tell(at, line.card_ref, "altered")
            continue
        if at > expected:
            found.gap(expected, min(at - 1, count))
            sure = False
        expected = at + 1
        if at > count:
            found.tell(at, "", "added")
            continue
        good = line.signed and _body_stands(line, found)
        tied = line.follows(chain) or not sure
        if not (good and tied):
            found.tell(at, line.card_ref, "altered")
        chain, sure = line.chain, line.signed and tied
    if expected <= count:
        found.gap(expected, count)
    elif count and sure and expected == count + 1 and (head != chain or not holds(mac, head_words(count, head))):
        found.tell(count + 1, "", "removed")  # all that is there fits together, but it is not where the journal ended


def _walk_waiting(found: _Found) -> None:
    for line, ours in waiting_lines():
        if not ours:
            found.tell(0, line.card_ref, "added")
        elif not _body_stands(line, found):
            found.tell(0, line.card_ref, "altered")


def _body_stands(line: Line, found: _Found) -> bool:
    found.lines += 1
    if line.redacted:
        found.erased.append((line, found.lines))
        return not (line.body or line.salt or line.verb or line.card_ref or line.capacity or line.card_id)
    body = body_of(line)
    if body is None:
        return False
    found.cards.add(line.card_ref)
    found.stated |= {part: (line.position, digest) for part, digest in stated_by(body).items()}
    told = body.get("after")
    if isinstance(told, dict) and body["verb"] in ERASING:
        digests = spoken_for(told)
        found.spoken_for |= digests
        if not digests:
            found.counted.append((found.lines, told.get("events", 0)))
    return True


ERASING = ("redacted", "world_removed")


def spoken_for(after: dict[str, Any]) -> set[str]:
    """The digests of the lines that a `redacted` or `world_removed` event erased."""
    return {d for d in [after.get("digest"), *after.get("digests", [])] if isinstance(d, str)}


def _match_erasures(found: _Found) -> None:
    """Each erased line needs the event that tells of it. Old `world_removed` events told how many, not which."""
    free = [[at, count] for at, count in found.counted if isinstance(count, int)]
    for line, after in found.erased:
        if line.digest in found.spoken_for:
            continue
        other = next((one for one in free if one[0] > after and one[1] > 0), None)
        if other is None:
            found.tell(line.position, "", "altered")
        else:
            other[1] -= 1


def _match_tables(found: _Found) -> None:
    """A part that no event told of is added, unless its events are older than such telling."""
    there = set()
    for now in everything():
        there.add(now.part)
        position, digest = found.stated.get(now.part, (0, None))
        if digest is None and now.digest:
            if now.card and now.card not in found.cards:
                found.tell(0, now.part, "added")
        elif digest != now.digest:
            found.tell(position, now.part, "altered")
    for part, (position, _digest) in found.stated.items():
        if part not in there:
            found.tell(position, part, "removed")
