"""What a reader reported, what was decided about what they wrote, whom they do not read."""

from dataclasses import dataclass, field
from datetime import date

from accord.kit import clock
from accord.moderation import access
from accord.moderation.actions.reports import digest_of
from accord.moderation.grounds import AGAINST, DONE, Act, reason_words
from accord.moderation.kinds import kind_of, part_words, place_words, rows_words
from accord.moderation.models import Case, Decision, Mute, Report
from accord.moderation.reads.cases import texts_of
from accord.people.models import Person
from accord.record.models import Card, Reader
from accord.record.search.reads import part_url
from accord.record.search.tokens import KINDS


@dataclass(frozen=True)
class Answer:
    """What came of a report: the act and its reason. The officer's words are for the author."""

    ground_words: str
    on: date
    decided_on: date | None
    decided: str
    reason: str
    title: dict[str, str] = field(default_factory=dict)  # while the reader may see it
    url: str = ""
    child: bool = False


@dataclass(frozen=True)
class NoticeLine:
    number: int
    url: str
    title: dict[str, str]  # empty where names are sealed and the reader may read the place no more
    what: str  # its kind, and which part; of a mask that is a share, what it is about (`decisions.share`)
    decided: str
    reason: str
    on: date
    state: str
    appeal_until: date | None


@dataclass(frozen=True)
class OldWords:
    """What a mask took words out of: as one wrote it, and as it reads since."""

    place: str
    language: str
    old: str
    now: str


@dataclass(frozen=True)
class NoticePage:
    line: NoticeLine
    world: str
    text: str
    language: str
    by: str
    part: str
    until: date | None
    card_url: str
    texts: list[tuple[str, str]]  # one's own words, which a hidden page does not show
    standing: bool
    may_appeal: bool
    appeal: str = ""
    appeal_language: str = "en"
    answer: str = ""
    answer_language: str = "en"
    upheld: bool | None = None
    sealed: bool = False
    masked: list[OldWords] = field(default_factory=list)
    about: str = ""  # of somebody who wrote beside it: their review, answer, note


@dataclass(frozen=True)
class MuteLine:
    number: int
    shown: str
    since: date


@dataclass(frozen=True)
class MinePage:
    world: str
    notices: list[NoticeLine]
    reports: list[Answer]
    muted: list[MuteLine]
    judge: bool


def answer_of(report: Report, user: Reader) -> Answer:
    card = Card.objects.visible_to(user).filter(pk=report.case.card_id).first()
    d = report.answered_by
    return Answer(
        reason_words(report.ground), report.at.date(), d.at.date() if d else None, str(DONE[Act(d.act)]) if d else "",
        reason_words(d.ground) if d else "", card.title if card else {}, card.url if card else "", report.ground == "child",
    )  # fmt: skip


def answer_by(key: str, user: Reader) -> Answer | None:
    found = Report.objects.select_related("case", "answered_by").filter(once=digest_of(key)).first()
    return answer_of(found, user) if found else None


def notice_line(d: Decision, *, sealed: bool = False, seen: bool = True) -> NoticeLine:
    card, part = d.case.card, d.case.part
    url = f"moderation/{'sealed' if sealed else 'notices'}/{d.pk}/"
    what = " ".join(filter(None, (str(KINDS.get(card.kind, card.kind)), part_words(card, part) or _share(d))))
    return NoticeLine(
        d.pk, url, card.title if seen else {}, what, str(DONE[Act(d.act)]), reason_words(d.ground), d.at.date(),
        d.state, d.appeal_until if access.may_appeal(d) else None,
    )  # fmt: skip


def _share(d: Decision) -> str:
    """Where a mask took words out of what others wrote on the same page, what they wrote."""
    return rows_words(d.case.card, d.wording.get("fields", {})) if "of" in d.wording and not d.case.part else ""


def masked_words(d: Decision) -> list[OldWords]:
    """Kept with the decision; whose decision it is wrote them."""
    card, part, words = d.case.card, d.case.part, kind_of(d.case.card).words
    language = words(card, part)[0] if part and words is not None else card.language
    now = d.wording.get("masked", {})
    fields = sorted(d.wording.get("fields", {}).items())
    return [OldWords(place_words(card, name), language, str(old), str(now.get(name, ""))) for name, old in fields]


def mine_page(user: Person) -> MinePage:
    reports = Report.objects.filter(person=user).select_related("case", "answered_by").order_by("-id")[:50]
    muted = [MuteLine(m.pk, m.shown, m.since) for m in Mute.objects.filter(person=user).order_by("-id")]
    told = [notice_line(d) for d in access.notices_of(user).exclude(act=Act.NOTHING)[:50]]
    notices = sorted([*told, *_sealed_lines(user)], key=lambda line: (line.on, line.number), reverse=True)
    judge = access.is_judge(user) is not None
    return MinePage(user.world, notices, [answer_of(r, user) for r in reports], muted, judge)


def waiting_notices(user: Person, *, named: bool) -> int:
    """Of how many decisions about what they wrote a reader may still appeal against. Who acts for somebody has those under their
    name (`named`) among what they owe; of those under a seal no list tells."""
    own = access.notices_of(user).filter(author=user, act__in=AGAINST, appeal_until__gte=clock.today()) if named else ()
    return sum(access.may_appeal(d) for d in [*own, *access.sealed_notices_of(user)])


def _sealed_lines(user: Person) -> list[NoticeLine]:
    """As `notice_line` has it, of what the reader wrote where names are sealed: some four queries, whatever there is."""
    rows = access.sealed_notices_of(user)
    cards = {d.case.card_id for d in rows}
    seen = set(Card.objects.visible_to(user).filter(pk__in=cards).values_list("pk", flat=True)) if cards else set()
    return [notice_line(d, sealed=True, seen=d.case.card_id in seen) for d in rows]


def sealed_notices_about(card: Card, part: str) -> list[NoticeLine]:
    """The newest first. Whoever asks knows that the reader is the author."""
    return [notice_line(d, sealed=True) for d in access.told_under_seal().filter(case__card=card, case__part=part)]


def notice_page(d: Decision, user: Person, *, sealed: bool = False) -> NoticePage:
    """`sealed`: for an author whose name is sealed, who may read the place no more."""
    a, case = getattr(d, "appeal", None), d.case
    card: Card = Case.objects.select_related("card__audience").get(pk=case.pk).card
    seen = Card.objects.visible_to(user).filter(pk=card.pk).exists()
    standing = d.state == Decision.State.STANDING and (d.until is None or d.until >= clock.today())
    hidden = d.act == Act.HIDE and standing
    own = d.act == Act.MASK and standing and not (sealed and not case.part)  # a topic's texts are of several
    if sealed:
        line, url = notice_line(d, sealed=True, seen=seen), part_url(card.kind, card.url, case.part)
        texts = _own_words(card, case.part) if hidden else []
    else:
        line, url, texts = notice_line(d), card.url, texts_of(card, case.part) if hidden else []
    return NoticePage(
        line, card.world, d.text, d.language, str(d.by), part_words(card, case.part), d.until, url if seen else "",
        texts, standing, access.may_appeal(d), a.text if a else "",
        a.language if a else "en", a.answer if a else "", a.answer_language if a else "en", a.upheld if a else None,
        sealed, masked_words(d) if own else [], _share(d),
    )  # fmt: skip


def _own_words(card: Card, part: str) -> list[tuple[str, str]]:
    """Of a place that is hidden whole, nothing: others wrote there, too."""
    words = kind_of(card).words
    found = words(card, part) if part and words is not None else ("", "")
    return [found] if found[1] else []
