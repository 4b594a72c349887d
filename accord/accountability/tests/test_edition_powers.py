"""Who may: each act about an edition of the global report against everybody, in each state."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from accord.accountability import access, actions
from accord.accountability.tests.cast import Hold, everybody, of, who
from accord.accountability.tests.test_editions import WRONG, Desk

pytestmark = pytest.mark.django_db
REF = "demo-2024-1"
INSIDE = {"officer with a hat of XAA"}
OFFICERS = of("secretariat", "-", "XAA", "XAB") | INSIDE | {"one", "two", "three"}
FOCAL = of("focal_point alternate", "XAA") | {"focal"}
OUTSIDE = OFFICERS - of("secretariat", "XAA") - INSIDE
SEEN = {"outline": OFFICERS, "drafting": OFFICERS, "checking": OFFICERS, "approved": OFFICERS, "embargoed": OFFICERS}


class Powers(Desk):
    def __init__(self) -> None:
        super().__init__()
        actions.name_author(self.section, email=self.author.person.email, credit="A. Author", by=self.one)
        own = {name: getattr(self, name).person for name in ("one", "two", "three", "focal", "author")}
        self.cast = everybody(self.home, self.far) | own


@pytest.fixture(scope="module")
def built(one_world: None) -> Powers:
    return Powers()


@pytest.fixture
def desk(built: Powers) -> Powers:
    return deepcopy(built)


ACTS: list[tuple[str, str, Hold, set[str]]] = [
    ("begin one", "outline", lambda user: access.to_begin_edition(user), OFFICERS | {"officer of the real world"}),
    ("change one", "outline", lambda user: access.to_edit_edition(user, REF), OFFICERS),
    ("change the published", "published", lambda user: access.to_edit_edition(user, REF, "drafting"), set()),
    ("write a section of the outline", "outline", lambda user: access.to_write_edition_section(user, REF, "s1"), OFFICERS),
    ("write a section", "drafting", lambda user: access.to_write_edition_section(user, REF, "s1"), OFFICERS | {"author"}),
    ("write a section that is approved", "approved", lambda user: access.to_write_edition_section(user, REF, "s1"), set()),
    ("see an entry being drafted", "drafting", lambda user: access.access_check(user, REF, "XAA"), set()),
    ("see an entry", "checking", lambda user: access.access_check(user, REF, "XAA"), OFFICERS | FOCAL),
    ("answer a check", "checking", lambda user: access.to_answer_check(user, REF, "XAA"), FOCAL),
    ("answer when the time is over", "approved", lambda user: access.to_answer_check(user, REF, "XAA"), set()),
    ("reply to no answer", "checking", lambda user: access.to_reply_to_check(user, REF, "XAA"), set()),
]


@pytest.mark.parametrize(("act", "state", "hold", "allowed"), ACTS, ids=[act for act, *_ in ACTS])
def test_who_may(desk: Powers, act: str, state: str, hold: Hold, allowed: set[str]) -> None:
    desk.until(state)
    assert who(desk.cast, hold) == allowed


@pytest.mark.parametrize("state", [*SEEN, "published"])
def test_who_sees_it_in_each_state(desk: Powers, state: str) -> None:
    desk.until(state)
    assert who(desk.cast, lambda user: access.access_edition(user, REF)) == SEEN.get(state, set(desk.cast))


def test_an_objection_is_answered_by_an_officer_of_no_hat_there(desk: Powers) -> None:
    desk.until("checking")
    actions.answer_check(desk.check(), WRONG, version=1, by=desk.focal)
    assert who(desk.cast, lambda user: access.to_reply_to_check(user, REF, "XAA")) == OUTSIDE


def test_an_erratum_is_published_by_an_officer_who_did_not_write_it(desk: Powers) -> None:
    desk.until("published")
    given = {"place": "s1", "language": "en", "was": "Four", "now": "Five", "reason": "One joined late."}
    one = actions.write_erratum(desk.edition, given, by=desk.one)
    hold: Callable[[int], Hold] = lambda number: lambda user: access.to_publish_erratum(user, REF, number)  # noqa: E731
    assert who(desk.cast, hold(one.pk)) == OFFICERS - {"one"}
    assert who(desk.cast, hold(10**9)) == set()
