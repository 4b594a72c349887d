"""Three access modes x every capacity x where it stands x every verb of topics, in process and through the pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.directory.tests.makers import active, client_of, country, officers, person
from accord.discussions import actions
from accord.discussions.access import VERBS, is_author, may
from accord.discussions.models import Attachment, Topic
from accord.discussions.places import kinds
from accord.discussions.tests.sealing import Sealing
from accord.discussions.urls import urlpatterns
from accord.kit import clock
from accord.people.models import Person, Role
from accord.record.models import AudienceMember
from accord.spaces.actions.cards import space_of
from accord.spaces.actions.platforms import review_platform
from accord.spaces.models import Membership, Platform
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db
MODES = ("open", "transparent", "restricted")
PLACES = ("stranger", "member", "convener")
ROLES = [role for role in Role.values if role != Role.SYSTEM]
STAGE = Sealing
ASKING = ("focal_point", "secretariat", "translator", "signed out", "own name", "other world", "asker")  # who asks the pages, too
PAGES = {
    "read": ("/", ".json", "/2/", "/2.json", "/files/{file}/"),
    "post": ("/post/",),
    "answer": ("/2/answer/",),
    "moderate": (
        "/close/",
        "/pin/",
        "/title/",
        "/summary/",
        "/outcome/",
        "/actions/new/",
        "/actions/1/done/",
        "/split/",
        "/merge/",
        "/move/",
    ),
    "own": ("/1/edit/",),
    "translate": ("/2/translate/",),
}  # of a topic: what each verb opens
SEALED = {"post": ("/sealed/post/",), "own": ("/sealed/2/edit/", "/sealed/2/take-back/"), "translate": ("/sealed/2/translate/",)}
PLACE = {"read": ("/", ".json"), "open": ("/new/",), "seal": ("/sealed/new/",)}  # of a place
OTHERWISE = {"/2/machine/": "pressed alone, where the site names a machine"}


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
            "own": self.who == "asker",
            "translate": acts or (self.who == Role.TRANSLATOR and self.mode != "restricted"),
            "seal": self.place == "convener" and self.mode != "open",
        }[verb]

    def allowed_where_sealed(self, verb: str) -> bool:
        """A translator has no word of their own there."""
        return self.allowed("post" if verb == "translate" else verb)


CASES = [Case(mode, role, place) for mode, role, place in product(MODES, ROLES, PLACES)]
CASES += [Case(mode, who, "stranger") for mode, who in product(MODES, ("signed out", "own name", "other world"))]
CASES += [Case(mode, "asker", "member") for mode in MODES]


@pytest.fixture(scope="module")
def topics(built: Sealing) -> dict[tuple[str, str], Topic]:
    """A question with a reply for each mode and place, with every role in that place, asked by the focal point of XAB."""
    found = {}
    for mode, place in product(MODES, PLACES):
        made = built.platform(mode, title=f"{mode} {place}", topics=[built.law])
        inside = [*built.hats.values()] if place != "stranger" else []
        rows = [Membership(platform=made, person=h.person, capacity=h, role=place, since=clock.today()) for h in inside]
        others = [built.other, *built.focals, *built.bodies]
        rows += [Membership(platform=made, person=h.person, capacity=h, since=clock.today()) for h in others]
        Membership.objects.bulk_create(rows)
        AudienceMember.objects.bulk_create([AudienceMember(audience=space_of(made), capacity=h) for h in [*inside, built.other]])
        topic = found[mode, place] = built.topic(made, by=built.other, kind="question")
        built.post(topic, by=built.convener, files=[actions.Attached("A pier", "image/png", b"\x89PNG", "ab" * 32)])
        told = actions.tell_outcome(topic, actions.drawn("Lamps.", "en"), decided_on=clock.today(), version=1, by=built.convener)
        actions.add_action(told, text="Buy", owner="All", capacity=None, due=None, card=None, by=built.convener)
    return found


@pytest.fixture(scope="module")
def sealed(built: Sealing, topics: dict[tuple[str, str], Topic]) -> dict[tuple[str, str], Topic]:
    """On the same platforms, where they admit it, with a post of the focal point of XAB."""
    found = {}
    for (mode, place), topic in topics.items():
        if mode != "open":
            made = found[mode, place] = built.sealed(Platform.objects.get(ref=topic.place.ref.removeprefix("platforms/")))
            built.says(made, built.other)
    return found


@pytest.fixture(scope="module")
def stranger(built: Sealing) -> Person:
    area, office = country("XKA", "real"), officers("real-1", "real-2", world="real")
    return active(person("real-focal", "real"), Role.FOCAL_POINT, office, area=area).person


def _reader(case: Case, stage: Sealing, stranger: Person) -> Person | AnonymousUser:
    if case.who == "signed out":
        return AnonymousUser()
    if case.who == "other world":
        return again(stranger)
    who = {"own name": stage.nobody, "asker": stage.other.person}.get(case.who) or stage.hats[case.who].person
    return again(who)


def every(*pages: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    yield from ((verb, path) for one in pages for verb, paths in one.items() for path in paths)


def _routes(under: str) -> set[str]:
    """Below an address: every number is `#`."""
    found = [str(one.pattern) for one in urlpatterns]
    return {re.sub("<int:number>", "#", one.removeprefix(under)) for one in found if one.startswith(under)}


def test_the_matrix_is_whole() -> None:
    assert len(CASES) == len(MODES) * (len(ROLES) * len(PLACES) + 4)
    assert {*PAGES, *PLACE} == {"read", "own", "translate", "seal", *VERBS}
    told = {re.sub(r"\d+|{file}", "#", path) for path in (*OTHERWISE, *(path for _verb, path in every(PAGES, SEALED)))}
    assert told == _routes("topics/<slug:ref>")
    assert {path for _verb, path in every(PLACE)} == _routes("discussions/on/<path:place>")
    assert {kind for kind, _words in kinds()} == {"platform", "practice"}


@pytest.mark.parametrize("mode", MODES)
def test_each_verb_is_for_whom_the_place_lets_in(
    built: Sealing, topics: dict[tuple[str, str], Topic], stranger: Person, mode: str
) -> None:
    for case in (one for one in CASES if one.mode == mode):
        topic = Topic.objects.select_related("place__audience").get(pk=topics[mode, case.place].pk)
        found = {verb: may(_reader(case, built, stranger), topic, verb) for verb in ("read", *VERBS)}
        assert found == {verb: case.allowed(verb) for verb in found}, case


def _answers(case: Case, reader: Person | AnonymousUser, asked: dict[str, tuple[str, bool]]) -> None:
    """`asked`: the address -> its verb, and whether the case allows it there."""
    client = client_of(reader) if isinstance(reader, Person) else Client()
    for path, (verb, allowed) in asked.items():
        asked_to_sign_in = case.who == "signed out" and verb != "read"
        expected = 302 if asked_to_sign_in else 200 if allowed else 404
        assert client.get(f"/en/{path}").status_code == expected, (case, path)


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_say_the_same(built: Sealing, topics: dict[tuple[str, str], Topic], stranger: Person, mode: str) -> None:
    for case in (one for one in CASES if one.mode == mode and one.who in ASKING):
        topic = topics[mode, case.place]
        file = Attachment.objects.get(post__topic=topic).pk
        asked = {f"topics/{topic.ref}{path.format(file=file)}": (verb, case.allowed(verb)) for verb, path in every(PAGES)}
        asked |= {f"discussions/on/{topic.place.ref}{path}": (verb, case.allowed(verb)) for verb, path in every(PLACE)}
        asked |= {f"topics/{topic.ref}{path}": (verb, False) for verb, path in every(SEALED)}  # no names are sealed here
        _answers(case, _reader(case, built, stranger), asked)


@pytest.mark.parametrize("mode", MODES[1:])
def test_the_pages_say_the_same_where_names_are_sealed(
    built: Sealing, sealed: dict[tuple[str, str], Topic], stranger: Person, mode: str
) -> None:
    for case in (one for one in CASES if one.mode == mode and one.who in ASKING):
        ref = sealed[mode, case.place].ref
        asked = {f"topics/{ref}{path}": (verb, case.allowed_where_sealed(verb)) for verb, path in every(SEALED)}
        for verb, path in every(PAGES):  # nothing was asked, agreed or hung on there, and one writes at other addresses
            shut = verb in (*SEALED, "answer") or "/files/" in path or "/actions/" in path
            asked[f"topics/{ref}{path.format(file=1)}"] = (verb, not shut and case.allowed(verb))
        _answers(case, _reader(case, built, stranger), asked)


def test_an_archived_platform_is_read_and_written_by_nobody(stage: Sealing) -> None:
    platform = stage.platform(title="Over")
    topic = stage.topic(platform)
    review_platform(platform, goes_on=False, review_on=None, reason="Done.", by=stage.convener)
    for reader in (AnonymousUser(), again(stage.convener.person)):
        assert {verb for verb in ("read", *VERBS) if may(reader, topic, verb)} == {"read"}


def test_an_author_is_known_again_and_nobody_else_taken_for_them(stage: Sealing) -> None:
    topic = stage.topic()
    first = topic.posts.get()
    assert is_author(again(stage.convener.person), topic, first)
    assert not is_author(again(stage.focal.person), topic, first)
    assert not is_author(AnonymousUser(), topic, first)


def test_ones_own_words_are_changed_by_oneself_alone(stage: Sealing) -> None:
    topic = stage.topic()
    stage.post(topic)
    for who, status in ((stage.focal, 200), (stage.convener, 404), (stage.other, 404)):
        assert client_of(who.person).get(f"/en/topics/{topic.ref}/2/edit/").status_code == status
