"""Four countries, their people, two peers, officers; practices made by the room's own actions."""

from datetime import date
from typing import Any

from django.test import Client

from accord.directory.actions import publish_country
from accord.learning import actions
from accord.learning.criteria import CRITERIA
from accord.learning.models import Practice, Review
from accord.learning.practice_states import practice_step_named
from accord.people.models import Area, Capacity, Organisation, Person
from accord.record.models import Topic

WRITTEN = {
    "kind": "programme", "title": "Evenings", "summary": "Evenings for parents.", "problem": "Many *hit*.",
    "context": "Villages.",
    "done": "1. Meet.\n2. Talk.", "staffing": "Two.", "results": "Fewer hit.", "failed": "Fathers stayed away.",
    "adapt": "Keep it.",
    "cost": 38, "currency": "EUR", "cost_year": 2024, "cost_covers": "A parent.", "since": 2021, "language": "en",
}  # fmt: skip
GIVEN = {
    "grade": "promising",
    "reasons": "Compared.",
    "strengths": "",
    "gaps": "",
    "language": "en",
    "marks": dict.fromkeys(CRITERIA, "met"),
}
PLAN = {"plan": "We call each week.", "starts_on": date(2024, 1, 10), "ends_on": date(2024, 3, 10), "language": "en"}


class World:
    def __init__(self, world: str = "demo") -> None:
        self.world = world
        self.areas = {code: self._area(code) for code in ("XAA", "XAB", "XAC", "XAD")}
        self.owner, self.second, self.third, self.fourth = (self.hat("focal_point", code) for code in self.areas)
        self.helper = self.hat("contributor", "XAA")
        self.officer, self.peer, self.other_peer = (
            self.hat("secretariat"),
            self.hat("peer_reviewer", "XAB"),
            self.hat("peer_reviewer", "XAC"),
        )
        self.forum = Organisation.objects.create(
            slug="forum", names={"en": "Forum"}, kind="cso", area=self.areas["XAA"], world=world, verified_on="2020-01-01"
        )
        self.member = self.hat("org_member", body=self.forum)
        self.reader = self.hat("member")
        self.topics = [Topic.objects.create(code=code, scheme=scheme, names={"en": code}) for code, scheme in (
            ("inspire-p", "inspire"), ("inspire-e", "inspire"), ("bullying", "form"), ("health", "sector"))]  # fmt: skip

    def _area(self, code: str) -> Area:
        kind = "demo" if self.world == "demo" else "member_state"
        area = Area.objects.create(
            code=code, iso3=code, kind=kind, world=self.world, names={"en": f"{code}land", "ar": f"بلد {code}"}
        )
        publish_country(area)
        return area

    def hat(self, role: str, code: str = "", body: Organisation | None = None, person: Person | None = None) -> Capacity:
        domain = "demo.example" if self.world == "demo" else "site.example"
        name = f"{role}-{code or (body.slug if body else 'all')}@{domain}"
        who = person or Person.objects.create_user(name, None, world=self.world)
        area = self.areas[code] if code else None
        return Capacity.objects.create(
            person=who, role=role, area=area, organisation=body, state="active", starts_on="2020-01-01"
        )

    def body(self, slug: str, kind: str = "un_agency", **more: Any) -> Capacity:
        """A member of a verified body of no country."""
        given = {"names": {"en": slug.title()}, "kind": kind, "world": self.world, "verified_on": "2020-01-01"}
        return self.hat("org_member", body=Organisation.objects.create(slug=slug, **given | more))

    def draft(self, by: Capacity | None = None, **more: Any) -> Practice:
        return actions.draft_practice(WRITTEN | {"topics": self.topics[:1]} | more, by=by or self.owner)

    def step(self, practice: Practice, code: str, by: Capacity | None = None) -> Practice:
        step = practice_step_named(code)
        assert step is not None
        hat = by or (self.officer if step.whose == "officer" else practice.contact)
        assert hat is not None
        return actions.take_practice_step(practice, step, by=hat, reason="A reason." if step.needs_reason else "")

    def checked(self, by: Capacity | None = None, **more: Any) -> Practice:
        return self.step(self.step(self.draft(by, **more), "submit"), "check")

    def review(self, practice: Practice, by: Capacity, *, finish: bool = True, **more: Any) -> Review:
        made = actions.take_up_review(practice, declaration="none", by=by)
        made = actions.write_review(made, GIVEN | more, version=made.version, by=by)
        return actions.finish_review(made, by=by) if finish else made

    def prove(self, practice: Practice, stance: str = "for") -> None:
        told = {"title": "Study", "url": "https://study.example/1", "year": 2023, "stance": stance, "note": "By lot."}
        actions.add_evidence(practice, told, by=self.owner)

    def reviewed(self, *grades: str) -> Practice:
        practice = self.checked()
        self.prove(practice)
        for by, grade in zip((self.peer, self.other_peer), grades or ("promising", "effective"), strict=True):
            self.review(practice, by, grade=grade)
        return Practice.objects.get(pk=practice.pk)

    def adopt(self, practice: Practice, by: Capacity, day: date, source: Any = None, **more: Any) -> Any:
        given = {
            "title": "Ours",
            "kind": "adopts",
            "changed": "",
            "stage": "pilot",
            "results": "",
            "evidence": "",
            "decided_on": day,
            "language": "en",
        }
        return actions.adopt(practice, given | more, by=by, source=source)

    def offer(self, side: str, by: Capacity, **more: Any) -> Any:
        given = {
            "title": side,
            "kind": "mentor",
            "text": "Calls.",
            "languages": ["en"],
            "topics": self.topics[:1],
            "language": "en",
        }
        return actions.enter_offer(given | more, side=side, by=by)


def client_of(hat: Capacity) -> Client:
    client = Client()
    client.force_login(hat.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
