"""`accord verify`: does the journal stand as it was written?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.record.lines import Line, body_of, head_words, holds, read_lines, waiting_lines
from accord.record.log import tiles
from accord.record.log.stones import Fault, Stone, Watch, own_stones
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

    def tell(self, position: Any, ref: str, what: str, until: int = 0) -> None:
        known = position if isinstance(position, int) and position >= 0 else 0
        self.problems.append({"position": known, "ref": ref, "what": what} | ({"until": until} if until > known else {}))

    def gap(self, first: int, last: int) -> None:
        if last - first < GAP:
            self.problems += [{"position": n, "ref": "", "what": "removed"} for n in range(first, last + 1)]
        else:
            self.tell(first, f"{first}–{last}", "removed")


@dataclass(frozen=True)
class Held:
    """How one checkpoint that somebody kept stands against the log."""

    file: str
    size: int
    signed: bool  # with this site's key
    holds: bool


@dataclass(frozen=True)
class Verdict:
    problems: list[Problem]
    against: list[Held]


def problems() -> list[Problem]:
    return verdict().problems


def verdict(kept: Sequence[Stone] = ()) -> Verdict:
    """Each line and body against its digest, the log and the key; the log against its checkpoints, the site's own and `kept`
    ones; then the rooms' tables against the newest events.

    Told apart: altered, added, removed.
    """
    found, own = _Found(), list(own_stones())
    watch = Watch([*own, *kept])
    _walk_sealed(found, watch)
    _match_checkpoints(found, watch, own, kept)
    _walk_waiting(found)
    _match_erasures(found)
    _match_tables(found)
    held = [Held(s.name, s.told.size if s.told else 0, s.signed, s.signed and s.name not in watch.faults) for s in kept]
    return Verdict(found.problems, held)


def _walk_sealed(found: _Found, watch: Watch) -> None:
    """A line is held against its leaf in the log, which tells the place; the leaves together against roots, in `watch`."""
    count, root, mac = SealedCount.objects.filter(pk=1).values_list("count", "root", "mac").first() or (0, "", "")
    count, leaves, expected = count if isinstance(count, int) else 0, tiles.Walk(), 1
    for line in read_lines(Event.objects.filter(position__isnull=False).order_by("position", "id")):
        at = line.position
        if not isinstance(at, int) or at < expected:
            found.tell(at, line.card_ref, "altered")
            continue
        if at > expected:
            found.gap(expected, min(at - 1, count))
            _pass_over(expected, min(at - 1, count), leaves, watch)
        expected = at + 1
        if at > count:
            found.tell(at, "", "added")
            continue
        leaf = leaves.leaf(at)
        if not (line.signed and _body_stands(line, found)) or leaf not in (None, line.leaf):
            found.tell(at, line.card_ref, "altered")
        elif leaf is None:
            found.tell(at, "log", "removed")
        watch.add(leaf or line.leaf)
    if expected <= count:
        found.gap(expected, count)
        _pass_over(expected, count, leaves, watch)
    ends_there = not count or holds(mac, head_words(count, root))
    if expected == count + 1 and not ends_there:
        found.tell(count + 1, "", "removed")  # all that is there fits together, but it is not where the journal ended
    if ends_there and leaves.leaf(count + 1):
        found.tell(count + 1, "log", "added")
    if ends_there and watch.whole and watch.root() != root:
        watch.faults["head"] = Fault(watch.after(("rows",)), count, "log", "altered")
    watch.end(count)
    for position in tiles.broken():
        found.tell(position, "log", "altered")


def _pass_over(first: int, last: int, leaves: tiles.Walk, watch: Watch) -> None:
    """Removed lines: the log still has their leaves, so that what comes behind them can be compared."""
    for at in range(first, min(last, first + GAP) + 1):
        watch.add(leaves.leaf(at))
    if last > first + GAP:
        watch.add(None)


def _match_checkpoints(found: _Found, watch: Watch, own: Sequence[Stone], kept: Sequence[Stone]) -> None:
    """The first checkpoint of the site's own that does not hold, unless a place under it is told; each kept one that does not."""
    for stone in own:
        if not stone.signed:
            found.tell(stone.told.size if stone.told else 0, stone.name, "altered")
    mine = [watch.faults[name] for name in ("head", *(s.name for s in own)) if name in watch.faults]
    for fault in sorted(mine, key=lambda f: (f.last, f.first))[:1]:
        if not any(fault.first <= p["position"] <= fault.last for p in found.problems):
            found.tell(fault.first, fault.name, fault.what, fault.last)
    sizes = {stone.told.size for stone in own if stone.told and "rows" in stone.kept_in}
    for stone in own if not mine else ():  # a file whose row alone is gone: the public list is shorter
        if stone.signed and stone.told and stone.told.size not in sizes:
            found.tell(stone.told.size, stone.name, "removed")
    for stone in kept:
        if not stone.signed:
            found.tell(stone.told.size if stone.told else 0, stone.name, "altered")
        if other := watch.faults.get(stone.name):
            found.tell(other.first, other.name, other.what, other.last)


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
        if now.waits:
            continue
        position, digest = found.stated.get(now.part, (0, None))
        if digest is None and now.digest:
            if now.card and now.card not in found.cards:
                found.tell(0, now.part, "added")
        elif digest != now.digest:
            found.tell(position, now.part, "altered")
    for part, (position, _digest) in found.stated.items():
        if part not in there:
            found.tell(position, part, "removed")
