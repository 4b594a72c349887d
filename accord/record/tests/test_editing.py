"""One way to edit: what a hostile form sends breaks nothing and keeps nothing that is not the form's."""

from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from accord.people.models import Person
from accord.record.actions import Conflict
from accord.record.editing import Editing, KeptForm, edit
from accord.record.fields import GatedText
from accord.record.models import Draft
from accord.record.reads import kept_typing

pytestmark = pytest.mark.django_db


class NoteForm(KeptForm):
    text = GatedText(limit=50_000)


@pytest.fixture
def me() -> Person:
    return Person.objects.create_user("me@demo.example", None, world="demo")


def sent(me: Person, now: int = 3, **typed: Any) -> HttpResponse:
    """A form of a record in this version, as it arrives."""
    request = RequestFactory().post("/en/note/", typed)
    request.user, request.session = me, SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]

    def save(given: dict[str, Any], begun: int) -> str:
        if begun != now:
            raise Conflict({"text": "theirs"}, given)
        return "note/"

    return edit(request, NoteForm, Editing("Note", "Save"), key="note", version=now, initial={}, save=save)


def test_an_edit_without_its_version_never_counts_as_the_newest(me: Person) -> None:
    assert sent(me, text="Mine").status_code == 409
    assert sent(me, text="Mine", version=3).status_code == 302
    assert sent(me, now=0, text="New").status_code == 302


@pytest.mark.parametrize("digits", ["9" * 5_000, "9" * 30, "-1", "x", "٣" * 5_000])
def test_a_number_of_many_digits_breaks_no_form(me: Person, digits: str) -> None:
    assert sent(me, text="Mine", keep="1", draft=digits).status_code in (200, 409)
    assert sent(me, text="", draft=digits).status_code == 422


def test_a_draft_holds_the_forms_own_fields(me: Person) -> None:
    sent(me, text="Mine", keep="1", draft="0", other="x" * 1_000, password="secret", csrfmiddlewaretoken="t")
    assert Draft.objects.get().typed == {"text": ["Mine"]}


def test_a_draft_has_its_measure(me: Person) -> None:
    answer = sent(me, text="x" * 100_001, keep="1", draft="0")
    assert answer.status_code == 413
    assert sent(me, text=["x" * 60_000, "y" * 60_000], draft="0").status_code == 422
    assert not Draft.objects.exists()


def test_a_draft_knows_the_way_back(me: Person) -> None:
    sent(me, text="Mine", keep="1", draft="0")
    (line,) = kept_typing(Draft.objects.all())
    assert (str(line.title), line.title.lang, line.url) == ("Note", "en", "/en/note/")
