"""A stage for tests of the room, made by the verbs of rooms: two border countries, people in every capacity."""

from datetime import timedelta
from typing import Any

from accord.directory.tests.makers import active, country, officers, organisation, person
from accord.kit import clock
from accord.people.models import Capacity, Person, Role
from accord.record.models import Topic
from accord.spaces.actions import members, platforms
from accord.spaces.models import Platform

OF_COUNTRY = (
    Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR, Role.STATISTICIAN, Role.ASSESSOR, Role.PEER_REVIEWER
)  # fmt: skip
OF_NOBODY = (Role.SAFEGUARDING, Role.CUSTODIAN, Role.TRANSLATOR, Role.MEMBER)


def topic(code: str, scheme: str) -> Topic:
    return Topic.objects.get_or_create(code=code, defaults={"scheme": scheme, "names": {"en": code.title()}})[0]


class Stage:
    """`hat(role)` is a capacity of XAA (or of the office, or of the forum); `other` the focal point of XAB."""

    def __init__(self) -> None:
        self.officers = officers("office-1", "office-2")
        self.here, self.there, self.far = country("XAA"), country("XAB"), country("XAC")
        self.forum = organisation("Forum", self.officers, self.here)
        self.hats: dict[str, Capacity] = {}
        for role in OF_COUNTRY:
            self.hats[role] = active(person(f"{role}-a".replace("_", "-")), role, self.officers, area=self.here)
        for role in OF_NOBODY:
            self.hats[role] = active(person(f"{role}-a"), role, self.officers)
        self.hats[Role.ORG_MEMBER] = active(person("forum"), Role.ORG_MEMBER, self.officers, organisation=self.forum)
        office = self.officers[0].acting_as(Role.SECRETARIAT)
        assert office
        self.hats[Role.SECRETARIAT] = office
        self.other = active(person("focal-b"), Role.FOCAL_POINT, self.officers, area=self.there)
        self.convener = active(person("convener"), Role.VALIDATOR, self.officers, area=self.there)
        self.nobody = person("nobody")
        self.trafficking, self.law, self.justice = (
            topic("trafficking", "form"),
            topic("inspire-i1", "inspire"),
            topic("justice", "sector"),
        )

    @property
    def focal(self) -> Capacity:
        return self.hats[Role.FOCAL_POINT]

    def given(self, **more: Any) -> dict[str, Any]:
        return {
            "title": "The river corridor", "text": "Children are moved along the river.", "charter": "We meet each month.",
            "kind": Platform.Kind.ACTION, "access": "open", "language": "en", "areas": [self.here, self.there],
            "topics": [self.trafficking], "review_on": clock.today() + timedelta(days=200), "owner": None,
        } | more  # fmt: skip

    def draft(self, by: Capacity | None = None, **more: Any) -> Platform:
        return platforms.begin_platform(self.given(**more), by=by or self.convener)

    def platform(self, access: str = "open", by: Capacity | None = None, **more: Any) -> Platform:
        made = self.draft(by, access=access, **more)
        for one in made.overlaps.all():
            platforms.settle_overlap(
                one, asked_on=clock.today(), supplements="It leaves that to them.", answer="", language="en", version=1,
                by=by or self.convener,
            )  # fmt: skip
        return platforms.open_platform(made, by=by or self.convener)

    def take_in(self, platform: Platform, hat: Capacity, role: str = "member") -> None:
        members.bring_in(platform, hat, by=self.convener, role=role)


def again(who: Person) -> Person:
    """The person as a new request finds them."""
    return Person.objects.get(pk=who.pk)
