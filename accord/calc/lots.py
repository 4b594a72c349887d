"""Who reviews whom, drawn by lot from a public number under rules; anybody who has the inputs draws the same again.

After RFC 3797 (D. Eastlake, Publicly Verifiable Nominations Committee Random Selection, 2004): the list is closed and
published first, then a number that nobody could know becomes public elsewhere, and the draw follows from the two. With SHA-256
in the place of MD5, and with rules, of which that method knows none.

The draw, step by step:
1. The key is the number in one spelling (`key_of`). The i-th value of a stream is SHA-256 of i, the key and i once more (i as
   two bytes, the high one first, from 0), read as one whole number.
2. A list is put in lot order by RFC 3797's selection: sorted by code, then the one at (value modulo how many are left) is taken
   out and put next, until none is left.
3. The reviewed countries are put in lot order with the stream of key + "reviewed/". For each of them the reviewing countries
   are put in lot order with the stream of key + its code + "/".
4. Places are filled one by one. Next is the reviewed country with a free place that has the fewest possible reviewers left (of
   several the first in lot order). It gets the first possible reviewer in its own lot order, those first who have most still
   to serve so that all serve alike.
5. Where a place can be filled by nobody, the last choice is taken back and the next one tried. After `SHORT` choices a place the
   draw begins anew from step 3 with key + "1/", then "2/" and so on in the place of the key; the last of `TRIES` beginnings
   may take `STEPS` choices. A beginning in which all was tried says for certain that no draw keeps the rules.

Not every draw that keeps the rules is equally likely: those that need choices taken back come a little less often.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

SHORT, TRIES, STEPS = 4, 30, 20_000
RULES = ("self", "mutual", "region", "income", "rotation")  # the first two always hold; `rotation`: nobody twice before all once
APART = ("region", "income")


@dataclass(frozen=True)
class Member:
    """`region` and `income`: codes of groups, "" where unknown (what is unknown is like nothing).

    `served`: how many reviews in earlier rounds; `reviewed`: is reviewed in this round; `reviews`: may be drawn as a reviewer.
    Raises ValueError on an empty code or a negative count.
    """

    code: str
    region: str = ""
    income: str = ""
    served: int = 0
    reviewed: bool = True
    reviews: bool = True

    def __post_init__(self) -> None:
        if not self.code or self.served < 0:
            raise ValueError("A member has a code and a count that is not negative")


@dataclass(frozen=True)
class Rules:
    """`team`: reviewers of each review (1 or more). `apart`: groups of which no two reviewers of one team are.
    `rotation`: nobody serves once more while another who may be drawn has served less.
    Raises ValueError for a team of none or a group that is none."""

    team: int = 2
    apart: tuple[str, ...] = APART
    rotation: bool = True

    def __post_init__(self) -> None:
        if self.team < 1 or not set(self.apart) <= set(APART):
            raise ValueError("A team has one reviewer or more; groups are of region and income")


class Impossible(ValueError):
    """No draw keeps all rules. `rules` are those of which each alone, given up, would let one be made (none where none would);
    `unknown` where the search was given up."""

    def __init__(self, rules: Sequence[str], *, unknown: bool = False) -> None:
        words = ", ".join(rules) or "more than one of them, or too few members"
        super().__init__(f"{'No draw was found' if unknown else 'No draw keeps the rules'}; in the way: {words}")
        self.rules, self.unknown = tuple(rules), unknown


class _GivenUp(Exception):
    pass


def key_of(typed: str) -> str:
    """The public number in one spelling. Sources are parted by "/" or a new line; of one, whole numbers are put in order.

    "9 18 26 34 41 45 / 9319" gives "9.18.26.34.41.45./9319./". What is not whole numbers alone is taken as one word: letters
    made capital, all but letters A to Z and digits left out ("a1-B2" gives "A1B2./").
    Raises ValueError where a source or all is empty.
    """
    sources = [part for part in re.split(r"[/\n]", typed) if part.strip()]
    return "".join(_source(part) for part in sources) or _nothing()


def _source(part: str) -> str:
    words = re.split(r"[\s,;.]+", part.strip(" \t\r.,;"))
    if all(re.fullmatch("[0-9]+", word) for word in words):
        return "".join(f"{number}." for number in sorted(int(word) for word in words)) + "/"
    said = re.sub("[^A-Z0-9]", "", part.upper())
    return f"{said}./" if said else _nothing()


def _nothing() -> str:
    raise ValueError("The number has no digit or letter")


def stream(key: str, index: int, digest: Callable[[bytes], bytes] | None = None) -> int:
    """The value at `index` (0 to 65,535) of the key's stream. `digest` is SHA-256 unless another is given (RFC 3797 has MD5)."""
    around = index.to_bytes(2, "big")
    made = around + key.encode() + around
    return int.from_bytes(digest(made) if digest else hashlib.sha256(made).digest(), "big")


def lot_order(codes: Iterable[str], key: str, digest: Callable[[bytes], bytes] | None = None) -> list[str]:
    """The codes in the order of the lot: sorted by their code points first, so that the order given does not matter."""
    left = sorted(set(codes))
    return [left.pop(stream(key, index, digest) % len(left)) for index in range(len(left))]


def draw(members: Sequence[Member], rules: Rules, key: str) -> dict[str, tuple[str, ...]]:
    """Reviewed code -> its reviewers in the order of the draw, by code of the reviewed.

    Raises ValueError where two members have one code, `Impossible` where no draw keeps the rules: it names those in the way.
    """
    _distinct(members)
    try:
        found = _search(members, rules, key)
        unknown = False
    except _GivenUp:
        found, unknown = None, True
    if found is None:
        raise Impossible(_in_the_way(members, rules, key), unknown=unknown)
    return found


def _distinct(members: Sequence[Member]) -> None:
    if len({one.code for one in members}) != len(members):
        raise ValueError("Two members have one code")


def _in_the_way(members: Sequence[Member], rules: Rules, key: str) -> list[str]:
    """Rules of which each alone, given up, lets a draw be made. Nobody reviewing itself is never given up."""
    without: dict[str, Callable[[], object]] = {"mutual": partial(_search, members, rules, key, mutual=True)}
    for group in rules.apart:
        fewer = replace(rules, apart=tuple(one for one in rules.apart if one != group))
        without[group] = partial(_search, members, fewer, key)
    if rules.rotation:
        without["rotation"] = partial(_search, members, replace(rules, rotation=False), key)
    found = []
    for name, attempt in without.items():
        try:
            if attempt() is not None:
                found.append(name)
        except _GivenUp:
            continue
    return found


@dataclass
class _Table:
    """The state of a search. Countries are bits: a set of them is one whole number."""

    codes: list[str]
    reviewed: list[int]  # places in `codes`, in lot order
    order: dict[int, list[int]]  # of each reviewed country, its reviewers in its own lot order
    alike: list[list[int]]  # of each country, one mask a rule: those who may not sit beside it
    least: list[int]  # reviews that each must still serve
    most: list[int]  # and may still serve
    team: int
    mutual_allowed: bool
    teams: dict[int, list[int]]
    serves: list[int]  # of each country, the mask of those whom it reviews
    able: int  # mask of those who may still serve
    owed: int  # sum of `least`
    places: int
    steps: int = 0

    def possible(self, at: int) -> int:
        """The mask of who may be drawn next for this review."""
        mask = self.able & ~(1 << at)
        if not self.mutual_allowed:
            mask &= ~self.serves[at]
        for one in self.teams[at]:
            mask &= ~(1 << one)
            for alike in self.alike[one]:
                mask &= ~alike
        return mask

    def put(self, at: int, one: int) -> bool:
        """Whether the place was one that this country owed."""
        owing = self.least[one] > 0
        self.teams[at].append(one)
        self.serves[one] |= 1 << at
        self.most[one] -= 1
        self.places -= 1
        if owing:
            self.least[one] -= 1
            self.owed -= 1
        if not self.most[one]:
            self.able &= ~(1 << one)
        return owing

    def take_back(self, at: int, one: int, owing: bool) -> None:
        self.teams[at].pop()
        self.serves[one] &= ~(1 << at)
        self.most[one] += 1
        self.places += 1
        self.able |= 1 << one
        if owing:
            self.least[one] += 1
            self.owed += 1


def _search(members: Sequence[Member], rules: Rules, key: str, *, mutual: bool = False) -> dict[str, tuple[str, ...]] | None:
    table = _filled(members, rules, key, mutual)
    if table is None:
        return None
    found = {table.codes[at]: tuple(table.codes[one] for one in team) for at, team in table.teams.items()}
    return dict(sorted(found.items()))


def _filled(members: Sequence[Member], rules: Rules, key: str, mutual: bool) -> _Table | None:
    """None where no draw keeps the rules, for certain. Raises _GivenUp where the last beginning too was too long."""
    for attempt in range(TRIES):
        table = _table(members, rules, f"{key}{attempt}/" if attempt else key, mutual)
        if table is None:
            return None
        try:
            return table if _fill(table, STEPS if attempt == TRIES - 1 else SHORT * table.places) else None
        except _GivenUp:
            continue
    raise _GivenUp


def _table(members: Sequence[Member], rules: Rules, key: str, mutual: bool) -> _Table | None:
    rows = sorted(members, key=lambda one: one.code)
    place = {one.code: n for n, one in enumerate(rows)}
    reviewed = [place[code] for code in lot_order((m.code for m in rows if m.reviewed), f"{key}reviewed/")]
    able = [m.code for m in rows if m.reviews]
    places = len(reviewed) * rules.team
    spread = _spread([m.served if m.reviews else None for m in rows], places, len(reviewed), rotation=rules.rotation)
    if spread is None:
        return None
    least, most = spread
    order = {at: [place[code] for code in lot_order(able, f"{key}{rows[at].code}/")] for at in reviewed}
    alike = [[_like(rows, n, group) for group in rules.apart] for n in range(len(rows))]
    mask = sum(1 << n for n, count in enumerate(most) if count)
    return _Table(
        [m.code for m in rows], reviewed, order, alike, least, most, rules.team, mutual, {at: [] for at in reviewed},
        [0] * len(rows), mask, sum(least), places,
    )  # fmt: skip


def _like(rows: Sequence[Member], n: int, group: str) -> int:
    """The mask of those of the same group; what is unknown is like nothing."""
    mine = getattr(rows[n], group)
    return sum(1 << k for k, one in enumerate(rows) if mine and getattr(one, group) == mine)


def _spread(served: Sequence[int | None], places: int, reviews: int, *, rotation: bool) -> tuple[list[int], list[int]] | None:
    """How many reviews each must and may serve: the lowest counts are filled up first, as water fills a basin.

    `served` is None for who may not be drawn. None where there is nobody to serve.
    """
    counts = [count for count in served if count is not None]
    if not counts:
        return None if places else ([0] * len(served), [0] * len(served))
    if not rotation:
        return [0] * len(served), [0 if count is None else reviews for count in served]
    level = min(counts)
    while sum(max(0, level + 1 - count) for count in counts) <= places:
        level += 1
    least = [0 if count is None else max(0, level - count) for count in served]
    most = [0 if count is None else max(0, level + 1 - count) for count in served]
    return least, most


def _fill(table: _Table, most: int) -> bool:
    """Depth first, with a stack of choices; deterministic. Raises _GivenUp after so many choices."""
    stack: list[tuple[int, list[int], bool]] = []  # review, choices left, whether the one put was owed
    while table.places:
        at, choices = _next_place(table)
        while not choices:
            if not stack:
                return False
            at, choices, owing = stack.pop()
            table.take_back(at, table.teams[at][-1], owing)
        table.steps += 1
        if table.steps > most:
            raise _GivenUp
        one, *rest = choices
        stack.append((at, rest, table.put(at, one)))
    return True


def _next_place(table: _Table) -> tuple[int, list[int]]:
    """The review with the fewest possible reviewers, and these in the order in which they are tried."""
    open_ones = [at for at in table.reviewed if len(table.teams[at]) < table.team]
    masks = {at: table.possible(at) for at in open_ones}
    at = min(open_ones, key=lambda one: masks[one].bit_count())  # the first of several: they stand in lot order
    found = [one for one in table.order[at] if masks[at] >> one & 1]
    owing = sorted((one for one in found if table.least[one]), key=lambda one: -table.least[one])  # else in lot order
    if table.owed >= table.places:  # only those who owe may be drawn now
        return at, owing
    return at, owing + [one for one in found if not table.least[one]]


def broken(members: Sequence[Member], rules: Rules, teams: Mapping[str, Sequence[str]]) -> list[str]:
    """Which rules a result breaks, in the order of `RULES`; "members" where it speaks of others or of teams of another size."""
    known = {one.code: one for one in members}
    faults = set()
    reviewed = {m.code for m in members if m.reviewed}
    drawn = [code for team in teams.values() for code in team]
    if set(teams) != reviewed or any(len(set(t)) != rules.team or len(t) != rules.team for t in teams.values()):
        faults.add("members")
    if any(code not in known or not known[code].reviews for code in drawn):
        return ["members"]
    faults |= {"self" for code, team in teams.items() if code in team}
    faults |= {"mutual" for code, team in teams.items() for one in team if one != code and code in teams.get(one, ())}
    for group in rules.apart:
        for team in teams.values():
            told = [value for code in team if (value := getattr(known[code], group))]
            faults |= {group} if len(set(told)) != len(told) else set()
    if rules.rotation and drawn:
        total = {m.code: m.served + drawn.count(m.code) for m in members if m.reviews}
        lowest = min(total.values())
        faults |= {"rotation" for code in drawn if total[code] > lowest + 1}
    return sorted(faults, key=lambda name: ("members", *RULES).index(name))


def stand_in(
    members: Sequence[Member], rules: Rules, teams: Mapping[str, Sequence[str]], of: str, out: str, gone: Iterable[str], key: str
) -> str:
    """Who takes the place of `out` in the team of `of`: of those who keep the rules and are not `gone` (declined, or not to be
    had), who has served least; of several the first in lot order with the stream of key + `of` + "/" + `out` + "/".

    Raises `Impossible` naming the rules of which each alone, given up, would leave somebody.
    """
    known = {one.code: one for one in members}
    team = [code for code in teams[of] if code != out]
    barred = {of, out, *team, *gone}
    count = {code: sum(code in t for t in teams.values()) for code in known}
    order = lot_order((m.code for m in members if m.reviews and m.code not in barred), f"{key}{of}/{out}/")

    def keeps(code: str, given_up: str = "") -> bool:
        apart = [group for group in rules.apart if group != given_up]
        like = any(getattr(known[code], g) and getattr(known[code], g) == getattr(known[o], g) for g in apart for o in team)
        return not like and (given_up == "mutual" or of not in teams.get(code, ()))

    able = [code for code in order if keeps(code)]
    if able:
        return min(able, key=lambda code: known[code].served + count[code])
    raise Impossible([name for name in ("mutual", *rules.apart) if any(keeps(code, name) for code in order)])
