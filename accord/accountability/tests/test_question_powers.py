"""Who may: each act about questions, links and letters against each capacity, of the country, of another, of none."""

from collections.abc import Callable

import pytest
from django.test import Client

from accord.accountability import access, actions
from accord.accountability.models import SignatureLetter
from accord.accountability.tests.asked import Asked
from accord.accountability.tests.cast import Hold, everybody, may, who
from accord.accountability.tests.test_letters import sent
from accord.accountability.tests.test_reporting import Stage, client_of

pytestmark = pytest.mark.django_db
FOCAL = {"focal_point of XAA", "alternate of XAA"}
WRITERS = FOCAL | {"contributor of XAA", "officer with a hat of XAA"}
SIGNERS = FOCAL | {"validator of XAA", "assessor of XAB with a hat of XAA"}
OFFICERS = {"secretariat of -", "secretariat of XAA", "secretariat of XAB", "officer with a hat of XAA"}
OUTSIDE = {"secretariat of -", "secretariat of XAB"}


class Powers(Asked):
    """With a draft template, an open link and a letter that waits; everybody."""

    def __init__(self) -> None:
        super().__init__()
        self.complete()
        self.draft = actions.next_version(self.template, by=self.secretariat)
        told = {"office": "Office", "note": "", "language": "en", "days": 7}
        self.link = actions.invite(self.report, self.section, token="x" * 43, by=self.focal, **told)
        self.letter = sent(self)
        self.cast = everybody(self.home, self.far)


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


@pytest.mark.parametrize(("verb", "of", "allowed"), VERBS, ids=[verb for verb, _, _ in VERBS])
def test_who_may(stage: Powers, verb: str, of: Callable[[Powers], Hold], allowed: set[str]) -> None:
    assert who(stage.cast, of(stage)) == allowed


def test_a_link_is_whoevers_holds_its_token(stage: Powers) -> None:
    assert access.access_link(stage.link.digest) == stage.link
    for digest in ("0" * 64, "", "x" * 43):
        assert not may(lambda _user, digest=digest: access.access_link(digest), stage.focal.person)  # type: ignore[misc]


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
