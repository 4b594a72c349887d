"""Who may: each act about questions, links and letters against each capacity, of the country, of another, of none."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client

from accord.accountability import access, actions
from accord.accountability.models import SignatureLetter
from accord.accountability.tests.asked import Asked
from accord.accountability.tests.test_letters import sent
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.people.models import Capacity, Person, Role, World
from accord.record.models import Reader

pytestmark = pytest.mark.django_db
type Hold = Callable[[Reader], object]
FOCAL = {"focal_point of XAA", "alternate of XAA"}
WRITERS = FOCAL | {"contributor of XAA", "officer with a hat of XAA"}
SIGNERS = FOCAL | {"validator of XAA"}
OFFICERS = {"secretariat of -", "secretariat of XAA", "secretariat of XAB", "officer with a hat of XAA"}
OUTSIDE = {"secretariat of -", "secretariat of XAB"}


class Powers(Asked):
    """With a draft template, an open link and a letter that waits; one person in each capacity of each country."""

    def __init__(self) -> None:
        super().__init__()
        self.complete()
        self.draft = actions.next_version(self.template, by=self.secretariat)
        told = {"office": "Office", "note": "", "language": "en", "days": 7}
        self.link = actions.invite(self.report, self.section, token="x" * 43, by=self.focal, **told)
        self.letter = sent(self)
        self.people: dict[str, Person] = {}
        for role in Role.values:
            for area in (self.home, self.far, None):
                person = Person.objects.create_user(f"{role}.{area or 'none'}@who.example", None, world=World.DEMO)
                Capacity.objects.create(person=person, role=role, area=area, state="active", starts_on="2020-01-01")
                self.people[f"{role} of {area.code if area else '-'}"] = person
        both = Person.objects.create_user("both@who.example", None, world=World.DEMO)
        for role, area in (("secretariat", None), ("contributor", self.home)):
            Capacity.objects.create(person=both, role=role, area=area, state="active", starts_on="2020-01-01")
        ended = Person.objects.create_user("ended@who.example", None, world=World.DEMO)
        Capacity.objects.create(person=ended, role="focal_point", area=self.home, state="ended", starts_on="2020-01-01")
        real = Person.objects.create_user("real@who.example", None, world=World.REAL)
        Capacity.objects.create(person=real, role="secretariat", state="active", starts_on="2020-01-01")
        self.people |= {"officer with a hat of XAA": both, "focal point that was": ended, "officer of the real world": real}


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Powers()


REF = "XAA-c1"
VERBS: list[tuple[str, Callable[[Powers], Hold], set[str]]] = [
    ("begin a template", lambda s: lambda user: access.to_design(user), OFFICERS | {"officer of the real world"}),
    ("change a draft template", lambda s: lambda user: access.to_change_template(user, "t1", 2), OFFICERS),
    ("change a used template", lambda s: lambda user: access.to_change_template(user, "t1", 1), set()),
    ("copy a template", lambda s: lambda user: access.to_copy_template(user, "t1", 1), OFFICERS),
    ("set a cycle's template", lambda s: lambda user: access.to_set_template(user, "c1"), OFFICERS),
    ("see a draft template", lambda s: lambda user: access.access_template(user, "t1", 2), OFFICERS),
    ("answer a question", lambda s: lambda user: access.to_answer_question(user, REF, "q1"), WRITERS),
    ("answer what is not asked", lambda s: lambda user: access.to_answer_question(user, REF, "q9"), set()),
    ("take a section as a workbook", lambda s: lambda user: access.to_write_section(user, REF, "s1"), WRITERS),
    ("send a section out", lambda s: lambda user: access.to_send_section(user, REF, "s1"), FOCAL),
    ("decide on what came back", lambda s: lambda user: access.to_contribution(user, REF, s.link.pk), FOCAL),
    ("send a letter in", lambda s: lambda user: access.to_send_letter(user, REF), SIGNERS),
    ("open a letter", lambda s: lambda user: access.access_letter(user, REF, s.letter.pk), SIGNERS | OUTSIDE),
    ("check a letter", lambda s: lambda user: access.to_check_letter(user, REF, s.letter.pk), OUTSIDE),
]


def may(hold: Hold, user: Reader) -> bool:
    try:
        hold(user)
    except Http404:
        return False
    return True


@pytest.mark.parametrize(("verb", "of", "allowed"), VERBS, ids=[verb for verb, _, _ in VERBS])
def test_who_may(stage: Powers, verb: str, of: Callable[[Powers], Hold], allowed: set[str]) -> None:
    hold = of(stage)
    assert {name for name, person in stage.people.items() if may(hold, person)} == allowed
    assert not may(hold, AnonymousUser())


OF_A_DRAFT = ("answer/q1/", "sections/s1.xlsx", "sections/s1/workbook/", "sections/s1/send/", "letter/")


def test_nothing_of_a_report_that_is_no_draft_is_written(stage: Powers) -> None:
    actions.check_letter(stage.letter, accept=True, reason="Seen.", by=stage.secretariat)
    client = client_of(stage.focal)
    for path in (*OF_A_DRAFT, f"contributions/{stage.link.pk}/"):
        assert client.get(f"{stage.url}{path}").status_code == 404, path
        assert client.post(f"{stage.url}{path}", {}).status_code == 404, path


def test_every_form_asks_strangers_to_sign_in_and_does_not_exist_for_others(stage: Powers) -> None:
    letter = SignatureLetter.objects.get()
    ours = [f"{stage.url}{path}" for path in (*OF_A_DRAFT, f"contributions/{stage.link.pk}/")]
    officers = [f"/en/{letter.url}", f"/en/{stage.draft.url}name/", "/en/cycles/c1/questions/", "/en/questions/new/"]
    stranger = client_of(stage.stranger)
    for path in (*ours, *officers):
        assert "/accounts/login/" in Client().get(path)["Location"], path
        assert stranger.get(path).status_code == 404, path
        assert stranger.post(path, {}).status_code == 404, path
    assert [client_of(stage.focal).get(path).status_code for path in ours] == [200] * len(ours)
    assert [client_of(stage.secretariat).get(path).status_code for path in officers] == [200] * len(officers)
