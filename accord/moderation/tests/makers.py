"""A small cast: two countries, officers, an author, and cards that no room made."""

from typing import Any

from django.test import Client

from accord.moderation import actions
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision, Report
from accord.people.models import Area, Capacity, Person
from accord.record.actions import CardText, Passage, append, audience, publish_card
from accord.record.models import Card


class Cast:
    def __init__(self) -> None:
        self.areas = {
            code: Area.objects.create(code=code, iso3=code, kind="demo", world="demo", names={"en": f"{code}land"})
            for code in ("XAA", "XAB")
        }
        self.author, self.colleague = self.hat("focal_point", "XAA"), self.hat("contributor", "XAA")
        self.other = self.hat("focal_point", "XAB")
        self.office, self.office_2 = self.hat("secretariat", n=1), self.hat("secretariat", n=2)
        self.guard, self.guard_2 = self.hat("safeguarding", n=1), self.hat("safeguarding", n=2)
        self.reader = Person.objects.create_user("reader@demo.example", None, world="demo")
        self.count = 0

    def hat(self, role: str, code: str = "", person: Person | None = None, n: int = 0) -> Capacity:
        who = person or Person.objects.create_user(f"{role}-{code}{n}@demo.example", None, world="demo")
        area = self.areas[code] if code else None
        return Capacity.objects.create(person=who, role=role, area=area, state="active", starts_on="2020-01-01")

    def card(self, kind: str = "thing", title: str = "Zebra crossing", by: Capacity | None = None, **more: Any) -> Card:
        self.count += 1
        hat = by or self.author
        given = {
            "ref": f"{kind}s/n{self.count}", "kind": kind, "url": f"{kind}s/n{self.count}/", "title": {"en": title},
            "summary": {"en": "Where quaggas cross."}, "world": "demo", "areas": [hat.area] if hat.area else [],
            "passages": [Passage("p1", "Okapi passage"), Passage("p2", "Bongo passage")],
        } | more  # fmt: skip
        made = publish_card(CardText(**given))
        append("thing_published", made, by=hat, after={"title": title})
        return made

    def closed(self, **more: Any) -> Card:
        """In an audience of one."""
        return self.card(audience=audience("people:closed", "demo"), **more)

    def reported(self, card: Card, ground: str = "spam", part: str = "", key: str = "", **more: Any) -> Case:
        number = Report.objects.count()
        return actions.report(card, part, ground=ground, key=key or f"key {number}", **more).case

    def decided(self, card: Card, act: str = "hide", ground: str = "spam", by: Capacity | None = None, **more: Any) -> Decision:
        case, _ = Case.objects.get_or_create(card=card, part=more.pop("part", ""))
        return actions.decide(case, Told(act, ground, "Because of the rules.", **more), by=by or self.office)


def again(hat: Capacity) -> Person:
    """The person as a new request finds them."""
    return Person.objects.get(pk=hat.person_id)


def client_of(hat: Capacity | Person | None) -> Client:
    client = Client()
    if hat is not None:
        person = hat.person if isinstance(hat, Capacity) else hat
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
