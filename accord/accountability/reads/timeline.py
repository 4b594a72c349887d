"""A country's timeline: law, recommendations, promises, reports, ratings and decisions, in words, the newest first.

Acts of this site come from the journal, within the reader's audiences; what sources tell (a ratification, a review) from the
tables of facts, often with a year alone: it then stands at the end of that year. Pages are by key: the day and the line.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accord.accountability.access import access_country
from accord.accountability.models import Recommendation
from accord.accountability.reads.reports import PUBLIC_ACTS
from accord.calc.upr import year_of
from accord.directory.models import Prohibition, Signature, TreatyStatus
from accord.directory.reads.conferences import pledges_of
from accord.kit.locale_format import day, number, partial_day
from accord.kit.texts import Text, pick
from accord.people.models import Area
from accord.record.access import audience_ids
from accord.record.cached import blocks, stamps
from accord.record.models import Event, Reader
from accord.record.verbs import about_of, note_of, words_of

PAGE = 30
KINDS: dict[str, str | Promise] = {
    "law": gettext_lazy("Law and treaties"),
    "recommendations": gettext_lazy("Recommendations"),
    "commitments": gettext_lazy("Commitments"),
    "actions": gettext_lazy("Plans and actions"),
    "reports": gettext_lazy("Reports"),
    "ratings": gettext_lazy("Ratings and replies"),
    "civil": gettext_lazy("Civil society"),
    "peers": gettext_lazy("Peer review"),
    "decisions": gettext_lazy("Decisions and attestations"),
}
VERBS: dict[str, tuple[str, ...]] = {
    "recommendations": ("recommendation_answered", "recommendation_followed_up", "recommendation_assessed"),
    "commitments": ("commitment_published", "commitment_revised", "commitment_withdrawn", "commitment_closed"),
    "actions": (
        "plan_open", "plan_in_force", "plan_close", "plan_withdraw", "action_published", "action_revised", "action_withdrawn",
        "action_closed", "action_told",
    ),
    "reports": ("report_sign", "report_submit", "report_publish", "report_finish", "report_finish_late"),
    "ratings": ("report_release", "rating_replied"),
    "civil": ("shadow_report_published", "shadow_report_withdrawn", "shadow_report_replied"),
    "peers": (
        "peer_round_joined", "peer_step_held", "peer_step_give", "peer_judgement_replied", "peer_step_finish",
        "peer_midterm_told",
    ),
    "decisions": (
        "decision_entered", "decision_taken_back", "requirement_attested", "principles_assessed", "cluster_confirmed",
        "cluster_rejected",
    ),
}  # fmt: skip
KIND_OF = {verb: kind for kind, verbs in VERBS.items() for verb in verbs}


@dataclass(frozen=True)
class Moment:
    """`on` is a year, a month, a day or a moment, as exact as it is known; `title` is of the record that it is about."""

    on: str
    on_words: str
    kind: str
    kind_words: str
    words: str
    title: dict[str, str] = field(default_factory=dict)
    url: str = ""
    source: str = ""
    about: str = ""  # which part of the record, from what to what
    lang: str = "en"  # of `about`
    note: str = ""  # whose word it is, and whose not


@dataclass(frozen=True)
class Choice:
    code: str
    words: str
    chosen: bool = False


@dataclass(frozen=True)
class TimelinePage:
    iso3: str
    names: dict[str, str]
    area_url: str
    world: str
    moments: list[Moment]
    next: str
    kind: str
    year: str
    unknown: list[str]  # what was asked for and is no choice
    kinds: list[Choice] = field(default_factory=list, metadata={"html_only": True})
    years: list[Choice] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True, order=True)
class Key:
    """Where a line stands: the day as text, an unknown part of it as 00, and its place among those of the same moment."""

    on: str
    place: int

    def __str__(self) -> str:
        return f"{self.on}_{self.place}"


@stamps.about()  # of the journal it reads no quiet events
def timeline_page(iso3: str, asked: dict[str, str], user: Reader) -> TimelinePage:
    """`asked`: kind, year, after (the key of the last line shown). At most nine queries."""
    area = access_country(iso3)
    kind, year = asked.get("kind", ""), asked.get("year", "")
    unknown = [said for said, known in ((kind, kind in KINDS), (year, _is_year(year))) if said and not known]
    facts = _facts(area)
    acts = _acts(area, user)
    years = _years(facts, acts)
    after = None if unknown else _key(asked.get("after", ""))
    lines: list[tuple[Key, Moment]] = []
    if not unknown:
        held = [(k, m) for k, m in facts if (not kind or m.kind == kind) and k.on.startswith(year)]
        lines = [
            *(line for line in held if after is None or line[0] < after),
            *_told(_narrowed(acts, kind, year), after, audience_ids(user)),
        ]
        lines.sort(key=lambda line: line[0], reverse=True)
    more = str(lines[PAGE - 1][0]) if len(lines) > PAGE else ""
    return TimelinePage(
        area.iso3 or "", area.names, area.url, area.world, [m for _k, m in lines[:PAGE]], more, kind, year, unknown,
        [Choice(code, str(words), code == kind) for code, words in KINDS.items()],
        [Choice(one, one, one == year) for one in years],
    )  # fmt: skip


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal() and text > "1899"


def _key(text: str) -> Key | None:
    """None for what is no key: then the first page is shown."""
    on, _sep, place = text.rpartition("_")
    if not on or not place.lstrip("-").isdecimal() or len(text) > 40:
        return None
    return Key(on, int(place)) if _before(on) else None


def _before(on: str) -> datetime | None:
    """The moment of a key, its unknown parts at their beginning."""
    try:
        return datetime.fromisoformat(on[:10].replace("-00", "-01") + on[10:]).replace(tzinfo=UTC)
    except ValueError:
        return None


def _acts(area: Area, user: Reader) -> QuerySet[Event]:
    """Acts on records of the country that the reader sees; of a public report also who signed and handed it in, as acts alone."""
    mine = audience_ids(user)
    rows = Event.objects.filter(
        card__areas=area,
        card__audience__in=mine,
        card__published_at__isnull=False,
        verb__in=KIND_OF,
        redacted=False,
        quiet=False,
    )
    return rows.filter(Q(audience__in=mine) | Q(verb__in=PUBLIC_ACTS))


def _narrowed(acts: QuerySet[Event], kind: str, year: str) -> QuerySet[Event]:
    found = acts.filter(verb__in=VERBS.get(kind, ())) if kind else acts
    return found.filter(at__year=int(year)) if year else found


def _told(acts: QuerySet[Event], after: Key | None, mine: Collection[int]) -> Iterator[tuple[Key, Moment]]:
    if after is not None:
        at = _before(after.on)
        exact = "T" in after.on
        acts = acts.filter(Q(at__lt=at) | Q(at=at, pk__lt=after.place)) if exact else acts.filter(at__lt=at)
    for act in acts.select_related("card").order_by("-at", "-pk")[: PAGE + 1]:
        assert act.card is not None
        at = act.at.astimezone(UTC)
        kind = KIND_OF[act.verb]
        on = at.replace(tzinfo=None).isoformat()
        about = about_of(act.verb, (act.body or {}) if act.audience_id in mine else {})
        lang = about.lang if isinstance(about, Text) else act.card.language
        told = Moment(
            on, day(at), kind, str(KINDS[kind]), words_of(act.verb), act.card.title, act.card.url, "", str(about), lang,
            note_of(act.verb),
        )  # fmt: skip
        yield Key(on, act.pk), told


def _years(facts: list[tuple[Key, Moment]], acts: QuerySet[Event]) -> list[str]:
    found = {key.on[:4] for key, _moment in facts} | {str(d.year) for d in acts.order_by().dates("at", "year")}
    return sorted(found, reverse=True)


def _facts(area: Area) -> list[tuple[Key, Moment]]:
    """What sources tell with a date; few of each country, so all at once (5 queries; 1 while nothing of it is written)."""
    return blocks.copied(("facts", area.pk, get_language() or "en"), lambda: _facts_told(area))


def _facts_told(area: Area) -> list[tuple[Key, Moment]]:
    told = sorted([*_law(area), *_reviews(area)], key=lambda m: (m.on, m.words))
    return [(Key(_padded(m.on), -place), m) for place, m in enumerate(told, start=1)]


def _padded(on: str) -> str:
    return on + "-00-00"[len(on) - 4 :] if len(on) < 10 else on


def _fact(on: str, kind: str, words: str, source: str, **more: Any) -> Moment:
    return Moment(on, partial_day(on), kind, str(KINDS[kind]), words, source=source, **more)


def _law(area: Area) -> Iterator[Moment]:
    joined = TreatyStatus.objects.filter(area=area, status=TreatyStatus.Status.PARTY, year__isnull=False).select_related("treaty")
    for one in joined:
        words = _("Became party to: %(treaty)s") % {"treaty": pick(one.treaty.names).text}
        yield _fact(str(one.year), "law", words, one.source)
    for ban in Prohibition.objects.filter(area=area):
        yield _fact(str(ban.year), "law", _("Corporal punishment prohibited in all settings"), ban.source)
    for signed in Signature.objects.filter(area=area).exclude(dated=""):
        if _is_year(signed.dated[:4]) and _before(_padded(signed.dated)):
            yield _fact(signed.dated, "commitments", signed.words, signed.source)
    for pledge in pledges_of(area):
        named = "; ".join(s.source for s in pledge.said if s.listed)
        words = _("Pledged: %(what)s") % {"what": pledge.words}
        yield _fact(pledge.on.isoformat(), "commitments", words, named, title=pledge.conference, url=pledge.conference_url)


def _reviews(area: Area) -> Iterator[Moment]:
    """One line for each review or document: its recommendations came in as a whole and have no act of their own."""
    given = Recommendation.objects.filter(area=area).values_list("body", "session", "symbol", "given_on", "source")
    bodies = dict(Recommendation.Body.choices)
    for body, session, symbol, on, source, n in given.annotate(n=Count("pk")).order_by():
        upr = body == Recommendation.Body.UPR and session
        dated = on or (str(year_of(session)) if upr else "")
        if not _is_year(dated[:4]) or not _before(_padded(dated)):
            continue
        of = _("%(body)s, session %(session)s") % {"body": bodies[body], "session": session} if upr else str(bodies[body])
        counted = ngettext("%(n)s recommendation", "%(n)s recommendations", n) % {"n": number(n)}
        listed = f"recommendations/?country={area.code}&body={body}"
        yield _fact(dated, "recommendations", f"{of}: {counted}", " ".join(filter(None, (source, symbol))), url=listed)
