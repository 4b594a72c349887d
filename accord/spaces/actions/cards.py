"""The cards of this room. All on a platform are seen by whom the platform is seen by."""

from typing import Any

from accord.people.models import Area
from accord.record.actions import CardText, audience, link, publish_card, unlink
from accord.record.models import Audience, Card, Link, Topic
from accord.spaces.models import Consultation, JointAction, Meeting, Platform, Solution, Statement, Threat

SHORT = 300


def space_of(platform: Platform) -> Audience:
    return audience(f"space:{platform.ref}", platform.world)


def audience_of(platform: Platform) -> Audience:
    """Everyone; of a restricted one, and of a draft, its members."""
    closed = platform.state == Platform.State.DRAFT or platform.access == Platform.Access.RESTRICTED
    return space_of(platform) if closed and not platform.elsewhere else audience("public")


def _of(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 2].rsplit(" ", 1)[0] + " …"


def _card(kind: str, thing: Any, platform: Platform, **more: Any) -> Card:
    return publish_card(
        CardText(
            ref=thing.card_ref, kind=kind, url=thing.url, title={thing.language: thing.title},
            summary={thing.language: _of(thing.text)}, language=thing.language, world=platform.world,
            audience=audience_of(platform), **more,
        )
    )  # fmt: skip


def platform_card(p: Platform) -> Card:
    card = _card(
        "platform", p, p, text=" ".join((p.charter, p.host, p.source)), areas=list(p.areas.all()),
        topics=list(p.topics.all()), owner=p.owner,
    )  # fmt: skip
    if p.parent:
        link(card, "part_of", Card.objects.get(ref=p.parent.card_ref))
    return card


def _on(card: Card, platform: Platform) -> Card:
    link(card, "part_of", Card.objects.get(ref=platform.card_ref))
    return card


def threat_card(t: Threat) -> Card:
    areas = {c.area_id: c.area for c in t.corridor.select_related("area")}
    topics = [t.form, *t.others.all()]
    return _on(_card("threat", t, t.platform, text=t.owner_words, areas=list(areas.values()), topics=topics), t.platform)


def solution_card(s: Solution) -> Card:
    text = " ".join((s.legal_basis, s.results, s.owner_words))
    card = _card("solution", s, s.platform, text=text, areas=list(s.areas.all()), topics=[s.threat.form], owner=s.owner)
    link(card, "responds_to", Card.objects.get(ref=s.threat.card_ref))
    return card


def statement_card(s: Statement) -> Card:
    signed = Area.objects.filter(pk__in=s.signatures.filter(withdrawn_on__isnull=True).values("area"))
    topics = [s.threat.form] if s.threat else []
    card = _on(_card("statement", s, s.platform, areas=list(signed), topics=topics), s.platform)
    _only(card, "about", "threat", s.threat.card_ref if s.threat else "")
    return card


def joint_action_card(a: JointAction) -> Card:
    topics: list[Topic] = list(a.topics.all())
    text = " ".join((a.who, a.needs, a.offers, *a.provinces))
    card = _card("joint_action", a, a.platform, text=text, areas=list(a.areas.all()), topics=topics, owner=a.organisation)
    _only(card, "implements", "solution", a.solution.card_ref if a.solution else "")
    return _on(card, a.platform)


def meeting_card(m: Meeting) -> Card:
    return _on(_card("meeting", m, m.platform, text=f"{m.place} {m.minutes}"), m.platform)


def consultation_card(c: Consultation) -> Card:
    return _on(_card("consultation", c, c.platform, text=f"{c.results} {c.changed}", owner=c.organisation), c.platform)


def _only(card: Card, relation: str, kind: str, ref: str) -> None:
    """The card is tied to that one of its kind, and to no other."""
    ties = Link.objects.filter(card=card, relation=relation, other__kind=kind).exclude(other__ref=ref)
    for tie in ties.select_related("other"):
        unlink(card, relation, tie.other)
    if ref:
        link(card, relation, Card.objects.get(ref=ref))


CARDS: dict[type[Any], Any] = {
    Platform: platform_card, Threat: threat_card, Solution: solution_card, Statement: statement_card,
    JointAction: joint_action_card, Meeting: meeting_card, Consultation: consultation_card,
}  # fmt: skip
