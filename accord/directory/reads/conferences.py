"""What sources say of a conference: who signed its call, what States pledged, and where the sources differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.calc.normalise import fold
from accord.directory.models import Claim, Conference
from accord.kit.sorting import Column, Sorting, in_order
from accord.kit.texts import pick
from accord.people.models import Area

PLEDGED: dict[str, str | Promise] = {
    "prohibit-all": _("Prohibit corporal punishment in all settings"),
    "prohibit-schools": _("Prohibit corporal punishment in schools"),
    "legislate": _("Legislate against corporal punishment"),
    "taskforce": _("Launch a global task force on ending violence in and through schools"),
    "digital-safety": _("A new law on the safety of children in the digital world"),
    "wha-resolution": _("Pursue a resolution of the World Health Assembly on ending corporal punishment"),
}
SUBJECTS: dict[str, str | Promise] = {
    "governments": _("Who attended"),
    "delegates": _("Delegates"),
    "pledges": _("How many pledges were made"),
    "corporal-punishment": _("States that pledged to act against corporal punishment"),
    "signatories": _("States that signed the call"),
}
CSV = ("country", "pledge", "source", "names_it", "words", "address", "read_on")


@dataclass(frozen=True)
class Said:
    """One source's word. `listed` is False where it does not name what is asked about."""

    source: str
    url: str
    words: str
    listed: bool
    as_of: date


@dataclass(frozen=True)
class Subject:
    """Of the conference as a whole; `differ` where the sources do not say the same."""

    code: str
    words: str
    said: list[Said]
    differ: bool


@dataclass(frozen=True)
class Pledge:
    area: dict[str, str]
    iso3: str
    area_url: str
    code: str
    words: str
    said: list[Said]
    differ: bool


@dataclass(frozen=True)
class PledgeOfCountry:
    """A pledge as a country's page tells it."""

    words: str
    conference: dict[str, str]
    conference_url: str
    on: date  # the first day of the conference
    said: list[Said]
    differ: bool


@dataclass(frozen=True)
class Signatory:
    names: dict[str, str]
    iso3: str
    url: str
    dated: str
    source: str


@dataclass(frozen=True)
class ConferencePage:
    slug: str
    names: dict[str, str]
    place: str
    starts: date
    ends: date
    hosts: str
    url: str
    source: str
    as_of: date
    call: str  # in words
    signatories: list[Signatory]
    subjects: list[Subject]
    pledges: list[Pledge]
    sources: list[str]  # that speak of pledges of single States, in the order of the table
    differing: int  # pledges that not all of these name
    world: str = "real"
    sorting: Sorting = field(default_factory=lambda: Sorting(""))


COLUMNS: list[Column[Pledge]] = [
    Column("country", _("Country"), lambda p: fold(pick(p.area).text)),
    Column("pledge", _("Pledge"), lambda p: fold(p.words)),
    Column("differ", _("Do the sources agree?"), lambda p: not p.differ),
]


def conference_page(slug: str, sort: str = "") -> ConferencePage:
    """Four queries."""
    found = _conference(slug)
    claims = list(found.claims.select_related("area"))
    pledges, sorting = in_order(_pledges(claims), COLUMNS, sort)
    signed = list(found.signatures.select_related("area"))
    signatories = [Signatory(s.area.names, s.area.code, s.area.url, s.dated, s.source) for s in signed]
    return ConferencePage(
        found.slug, found.names, found.place, found.starts, found.ends, found.hosts, found.url, found.source, found.as_of,
        signed[0].words if signed else "", sorted(signatories, key=lambda s: fold(pick(s.names).text)),
        _subjects(claims), pledges, list(dict.fromkeys(c.source for c in claims if c.area)), sum(p.differ for p in pledges),
        sorting=sorting,
    )  # fmt: skip


def _conference(slug: str) -> Conference:
    found = Conference.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def pledges_of(area: Area) -> list[PledgeOfCountry]:
    """What a country pledged at conferences, with each source's word (1 query)."""
    claims = list(Claim.objects.filter(area=area).select_related("conference", "area"))
    grouped: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for one in claims:
        grouped[one.conference_id, one.subject].append(one)
    return [_of_country(told) for told in grouped.values()]


def _of_country(told: list[Claim]) -> PledgeOfCountry:
    first, of = told[0], told[0].conference
    return PledgeOfCountry(_words(first), of.names, of.url_here, of.starts, [_said(c) for c in told], _differ(told))


def conference_rows(slug: str) -> Iterator[list[str]]:
    """A row a source and pledge, for the file."""
    for one in _conference(slug).claims.filter(area__isnull=False).select_related("area"):
        assert one.area is not None
        listed = "yes" if one.listed else "no"
        yield [one.area.code, one.subject, one.source, listed, one.words, one.url, one.as_of.isoformat()]


def _pledges(claims: Iterable[Claim]) -> list[Pledge]:
    grouped: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for one in claims:
        if one.area:
            grouped[one.area.code, one.subject].append(one)
    return [_pledge(told) for told in grouped.values()]


def _pledge(told: list[Claim]) -> Pledge:
    first, area = told[0], told[0].area
    assert area is not None
    said = [_said(c) for c in told]
    return Pledge(area.names, area.code, area.url, first.subject, _words(first), said, _differ(told))


def _subjects(claims: Iterable[Claim]) -> list[Subject]:
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for one in claims:
        if one.area is None:
            grouped[one.subject].append(one)
    return [
        Subject(code, str(SUBJECTS.get(code, code)), [_said(c) for c in told], _differ(told)) for code, told in grouped.items()
    ]


def _words(claim: Claim) -> str:
    return str(PLEDGED.get(claim.subject, claim.subject))


def _said(c: Claim) -> Said:
    return Said(c.source, c.url, c.words, c.listed, c.as_of)


def _differ(told: list[Claim]) -> bool:
    return len({(c.words, c.listed) for c in told}) > 1
