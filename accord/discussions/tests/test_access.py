"""Three access modes x every capacity x where it stands x every verb of topics, in process and through the pages."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.directory.tests.makers import active, client_of, country, officers, person
from accord.discussions.access import VERBS, is_author, may
from accord.discussions.models import Topic
from accord.discussions.places import kinds
from accord.discussions.tests.makers import Stage
from accord.kit import clock
from accord.people.models import Person, Role
from accord.record.models import AudienceMember
from accord.spaces.actions.cards import space_of
from accord.spaces.actions.platforms import review_platform
from accord.spaces.models import Membership
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db
MODES = ("open", "transparent", "restricted")
PLACES = ("stranger", "member", "convener")
ROLES = [role for role in Role.values if role != Role.SYSTEM]
ASKING = ("focal_point", "secretariat", "signed out", "own name", "other world")  # who asks the pages, too
PAGES = {"read": ".json", "post": "/post/", "answer": "/2/answer/", "moderate": "/summary/"}


@dataclass(frozen=True)
class Case:
    mode: str
    who: str  # a role, `signed out`, `own name` (signed in, no capacity), `other world`, `asker`
    place: str

    def allowed(self, verb: str) -> bool:
        """The rule as decisions 0016 and 0023 word it, said in another way than the code does."""
        inside, signed_in = self.place != "stranger", self.who not in ("signed out", "other world")
        acts = inside or (self.mode == "open" and signed_in)
        return {
            "read": self.mode != "restricted" or inside,
            "open": acts,
            "post": acts,
            "answer": self.place == "convener" or self.who == "asker",
            "moderate": self.place == "convener",
        }[verb]


CASES = [Case(mode, role, place) for mode, role, place in product(MODES, ROLES, PLACES)]
CASES += [Case(mode, who, "stranger") for mode, who in product(MODES, ("signed out", "own name", "other world"))]
CASES += [Case(mode, "asker", "member") for mode in MODES]


@pytest.fixture(scope="module")
def topics(built: Stage) -> dict[tuple[str, str], Topic]:
    """A question with a reply for each mode and place, with every role in that place, asked by the focal point of XAB."""
    found = {}
    for mode, place in product(MODES, PLACES):
        made = built.platform(mode, title=f"{mode} {place}", topics=[built.law])
        inside = [*built.hats.values()] if place != "stranger" else []
        rows = [Membership(platform=made, person=h.person, capacity=h, role=place, since=clock.today()) for h in inside]
        rows.append(Membership(platform=made, person=built.other.person, capacity=built.other, since=clock.today()))
        Membership.objects.bulk_create(rows)
        AudienceMember.objects.bulk_create([AudienceMember(audience=space_of(made), capacity=h) for h in [*inside, built.other]])
        topic = found[mode, place] = built.topic(made, by=built.other, kind="question")
        built.post(topic, by=built.convener)
    return found


@pytest.fixture(scope="module")
def stranger(built: Stage) -> Person:
    area, office = country("XKA", "real"), officers("real-1", "real-2", world="real")
    return active(person("real-focal", "real"), Role.FOCAL_POINT, office, area=area).person


def _reader(case: Case, stage: Stage, stranger: Person) -> Person | AnonymousUser:
    if case.who == "signed out":
        return AnonymousUser()
    if case.who == "other world":
        return again(stranger)
    who = {"own name": stage.nobody, "asker": stage.other.person}.get(case.who) or stage.hats[case.who].person
    return again(who)


def test_the_matrix_is_whole() -> None:
    assert len(CASES) == len(MODES) * (len(ROLES) * len(PLACES) + 4)
    assert set(PAGES) | {"open"} == {"read", *VERBS}
    assert {kind for kind, _words in kinds()} == {"platform", "practice"}


@pytest.mark.parametrize("mode", MODES)
def test_each_verb_is_for_whom_the_place_lets_in(
    built: Stage, topics: dict[tuple[str, str], Topic], stranger: Person, mode: str
) -> None:
    for case in (one for one in CASES if one.mode == mode):
        topic = Topic.objects.select_related("place__audience").get(pk=topics[mode, case.place].pk)
        found = {verb: may(_reader(case, built, stranger), topic, verb) for verb in ("read", *VERBS)}
        assert found == {verb: case.allowed(verb) for verb in found}, case


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_say_the_same(built: Stage, topics: dict[tuple[str, str], Topic], stranger: Person, mode: str) -> None:
    for case in (one for one in CASES if one.mode == mode and one.who in ASKING):
        reader, topic = _reader(case, built, stranger), topics[mode, case.place]
        client = client_of(reader) if isinstance(reader, Person) else Client()
        asked = {verb: f"topics/{topic.ref}{path}" for verb, path in PAGES.items()}
        asked["open"] = f"discussions/on/{topic.place.ref}/new/"
        for verb, path in asked.items():
            asked_to_sign_in = case.who == "signed out" and verb != "read"
            expected = 302 if asked_to_sign_in else 200 if case.allowed(verb) else 404
            assert client.get(f"/en/{path}").status_code == expected, (case, verb)


def test_an_archived_platform_is_read_and_written_by_nobody(stage: Stage) -> None:
    platform = stage.platform(title="Over")
    topic = stage.topic(platform)
    review_platform(platform, goes_on=False, review_on=None, reason="Done.", by=stage.convener)
    for reader in (AnonymousUser(), again(stage.convener.person)):
        assert {verb for verb in ("read", *VERBS) if may(reader, topic, verb)} == {"read"}


def test_an_author_is_known_again_and_nobody_else_taken_for_them(stage: Stage) -> None:
    topic = stage.topic()
    first = topic.posts.get()
    assert is_author(again(stage.convener.person), topic, first)
    assert not is_author(again(stage.focal.person), topic, first)
    assert not is_author(AnonymousUser(), topic, first)


def test_ones_own_words_are_changed_by_oneself_alone(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    for who, status in ((stage.focal, 200), (stage.convener, 404), (stage.other, 404)):
        assert client_of(who.person).get(f"/en/topics/{topic.ref}/2/edit/").status_code == status
