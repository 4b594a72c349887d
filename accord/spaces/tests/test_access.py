"""Three access modes x every capacity x where it stands x every verb, in process and through the pages."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.kit import clock
from accord.people.models import Person, Role
from accord.record.models import AudienceMember
from accord.spaces.access import VERBS, may, may_act, may_read
from accord.spaces.actions.cards import space_of
from accord.spaces.actions.members import join
from accord.spaces.actions.platforms import review_platform
from accord.spaces.models import Membership, Platform
from accord.spaces.tests.makers import Stage, again
from accord.spaces.tests.test_workplan import proposed
from accord.spaces.urls import urlpatterns

pytestmark = pytest.mark.django_db
MODES = ("open", "transparent", "restricted")
PLACES = ("stranger", "member", "convener")
ROLES = [role for role in Role.values if role != Role.SYSTEM]
PAGES = {
    "read": (".json",),
    "join": ("/join/",),
    "ask": ("/ask/",),
    "work": ("/actions/load/", "/actions/new/", "/threats/new/", "/statements/new/", "/meetings/new/", "/consultations/new/"),
    "convene": ("/review/", "/edit/", "/invite/", "/members/", "/access/"),
    "take_along": ("/export/",),
}  # that each verb opens: every address of a platform is here or below
OTHERWISE = {
    "": "as .json", "/open/": "of a draft alone", "/elsewhere/": "an officer's", "/agree/": "of countries that speak",
    "/members/<int:number>/take-in/": "of one who asks", "/members/<int:number>/end/": "one's own, or as a convener",
}  # fmt: skip
ASKING = ("focal_point", "secretariat", "signed out", "own name", "other world")  # who asks the pages, too


@dataclass(frozen=True)
class Case:
    mode: str
    who: str  # a role, `signed out`, `own name` (signed in, no capacity), `other world`
    place: str

    def allowed(self, verb: str) -> bool:
        """The rule as decision 0016 words it, said a second time and in another way."""
        inside, signed_in = self.place != "stranger", self.who not in ("signed out", "other world")
        reads = self.mode != "restricted" or inside
        acts = inside or (self.mode == "open" and signed_in)
        return {
            "read": reads,
            "join": self.mode == "open" and signed_in and not inside,
            "ask": self.mode == "transparent" and self.who in ROLES and not inside,
            "act": acts,
            "work": acts and self.who in ROLES,
            "convene": self.place == "convener",
            "take_along": self.place == "convener",
        }[verb]


CASES = [Case(mode, role, place) for mode, role, place in product(MODES, ROLES, PLACES)]
CASES += [Case(mode, who, "stranger") for mode, who in product(MODES, ("signed out", "own name", "other world"))]
CASES.append(Case("open", "own name", "member"))


@pytest.fixture(scope="module")
def spaces(built: Stage) -> dict[tuple[str, str], Platform]:
    """A platform for each mode and place, with every role in that place: as the verbs leave the rows, without their journal."""
    found = {}
    for mode, place in product(MODES, PLACES):
        made = found[mode, place] = built.platform(mode, title=f"{mode} {place}", topics=[built.law])
        hats = list(built.hats.values()) if place != "stranger" else []
        rows = [Membership(platform=made, person=h.person, capacity=h, role=place, since=clock.today()) for h in hats]
        Membership.objects.bulk_create(rows)
        AudienceMember.objects.bulk_create([AudienceMember(audience=space_of(made), capacity=hat) for hat in hats])
    join(found["open", "member"], person=built.nobody, capacity=None)
    return found


def _reader(case: Case, stage: Stage, stranger: Person) -> Person | AnonymousUser:
    if case.who == "signed out":
        return AnonymousUser()
    if case.who == "other world":
        return again(stranger)
    return again(stage.nobody if case.who == "own name" else stage.hats[case.who].person)


def test_the_matrix_is_whole() -> None:
    assert len(CASES) == len(MODES) * (len(ROLES) * len(PLACES) + 3) + 1
    assert set(PAGES) | {"act"} == {"read", *VERBS}
    routes = {str(one.pattern).removeprefix("platforms/<slug:ref>").rstrip("/") for one in urlpatterns
              if str(one.pattern).startswith("platforms/<slug:ref>")}  # fmt: skip
    told = {path.rstrip("/") for path in (*OTHERWISE, *(path for paths in PAGES.values() for path in paths))}
    assert routes == told


@pytest.mark.parametrize("other", ["", "public", "Open"])
def test_access_is_one_of_three_and_the_database_takes_no_other(built: Stage, other: str) -> None:
    assert list(MODES) == Platform.Access.values
    found = built.draft()
    for mode in MODES:
        assert Platform.objects.filter(pk=found.pk).update(access=mode) == 1
    with pytest.raises(IntegrityError, match="platform_access_is_one_of_three"), transaction.atomic():
        Platform.objects.filter(pk=found.pk).update(access=other)


@pytest.mark.parametrize("mode", MODES)
def test_each_verb_is_for_whom_the_mode_lets_in(
    built: Stage, spaces: dict[tuple[str, str], Platform], stranger: Person, mode: str
) -> None:
    for case in (one for one in CASES if one.mode == mode):
        reader, platform = _reader(case, built, stranger), spaces[mode, case.place]
        found = {verb: may(reader, platform, verb) for verb in ("read", *VERBS)}
        assert found == {verb: case.allowed(verb) for verb in ("read", *VERBS)}, case
        assert (may_read(reader, platform), may_act(reader, platform)) == (case.allowed("read"), case.allowed("act")), case


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_say_the_same(built: Stage, spaces: dict[tuple[str, str], Platform], stranger: Person, mode: str) -> None:
    for case in (one for one in CASES if one.mode == mode and one.who in ASKING):
        reader, platform = _reader(case, built, stranger), spaces[mode, case.place]
        client = client_of(reader) if isinstance(reader, Person) else Client()
        for verb, path in ((verb, path) for verb, paths in PAGES.items() for path in paths):
            answer = client.get(f"/en/platforms/{platform.ref}{path}")
            asked_to_sign_in = case.who == "signed out" and verb != "read"
            never = path == "/access/" and mode == "restricted"
            expected = 302 if asked_to_sign_in else 200 if case.allowed(verb) and not never else 404
            assert answer.status_code == expected, (case, path)


def test_a_draft_is_its_conveners_alone_and_an_archive_is_read_and_written_by_nobody(stage: Stage) -> None:
    draft = stage.draft(access="open")
    assert may(again(stage.convener.person), draft, "convene")
    assert not may_act(again(stage.convener.person), draft)
    assert not may(again(stage.convener.person), draft, "take_along")
    for reader in (AnonymousUser(), again(stage.focal.person), again(stage.officers[0])):
        assert not any(may(reader, draft, verb) for verb in ("read", *VERBS))
    kept = review_platform(stage.platform(title="Over"), goes_on=False, review_on=None, reason="Done.", by=stage.convener)
    for reader, left in ((AnonymousUser(), {"read"}), (again(stage.convener.person), {"read", "take_along"})):
        assert {verb for verb in ("read", *VERBS) if may(reader, kept, verb)} == left


def test_who_no_longer_acts_in_a_capacity_is_out(stage: Stage) -> None:
    closed = stage.platform("restricted", title="Closed")
    stage.take_in(closed, stage.focal)
    assert may_act(again(stage.focal.person), closed)
    stage.focal.state = "ended"
    stage.focal.save()
    assert not may_read(again(stage.focal.person), closed)
    assert not may_act(again(stage.focal.person), closed)


def test_a_restricted_platform_is_found_nowhere_by_others(stage: Stage, client: Client) -> None:
    closed = stage.platform("restricted", title="Quiet heron")
    proposed(stage, closed, title="Quiet bittern")
    assert "quiet" not in closed.ref
    inside, outside = client_of(stage.convener.person), client_of(stage.officers[0])
    for path in ("platforms.json?world=demo", "search.json?q=heron&world=demo", "work-plan.json?world=demo"):
        assert "Quiet" in inside.get(f"/en/{path}").content.decode(), path
        for other in (client, outside):
            assert "Quiet" not in other.get(f"/en/{path}").content.decode(), path
