"""Sessions are read from their rows each time; what a row says is checked and read once."""

import pytest
from django.contrib.sessions.models import Session

from accord.record.cached import sessions
from accord.record.cached.sessions import SessionStore

pytestmark = pytest.mark.django_db


def made(**told: object) -> str:
    store = SessionStore()
    store.update(told)
    store.save()
    return str(store.session_key)


def test_a_session_that_ended_says_nothing_whatever_is_remembered_of_it() -> None:
    key = made(who="7")
    assert SessionStore(key).get("who") == "7"
    Session.objects.filter(session_key=key).delete()
    assert SessionStore(key).get("who") is None


def test_what_one_request_puts_into_its_session_is_not_in_anothers() -> None:
    key = made(who="7", seen=["a"])
    one = SessionStore(key)
    one["seen"].append("b")
    one["who"] = "8"
    other = SessionStore(key)
    assert (other["who"], other["seen"]) == ("7", ["a"])
    plain = made(who="7")
    SessionStore(plain)["who"] = "9"
    assert SessionStore(plain)["who"] == "7"


def test_a_row_that_somebody_wrote_by_hand_is_no_session() -> None:
    key = made(who="7")
    row = Session.objects.get(session_key=key)
    assert SessionStore(key).get("who") == "7"
    Session.objects.filter(session_key=key).update(session_data=row.session_data[:-3] + "abc")
    assert SessionStore(key).get("who") is None


def test_no_more_than_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 3)
    for n in range(9):
        assert SessionStore(made(who=str(n))).get("who") == str(n)
    assert len(sessions._told) <= 3
