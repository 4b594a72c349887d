"""One way to edit: what a hostile form sends breaks nothing and keeps nothing that is not the form's."""

from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.template.loader import render_to_string
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


def test_typing_is_kept_by_a_button_where_there_is_no_script(me: Person) -> None:
    """The form comes back; another tab's newer typing stays, and is told beside what was typed here."""
    answer = sent(me, text="Mine", keep="page", draft="0")
    assert (answer.status_code, answer["Location"]) == (302, "/en/note/")
    assert Draft.objects.get().typed == {"text": ["Mine"]}
    older = sent(me, text="Older", keep="page", draft="0")
    assert older.status_code == 409
    assert "newer typing" in older.content.decode()
    assert "Older</textarea>" in older.content.decode() or 'value="Older"' in older.content.decode()
    assert Draft.objects.get().typed == {"text": ["Mine"]}
    assert sent(me, text="x" * 100_001, keep="page", draft="1").status_code == 413


def test_the_button_stands_where_typing_is_kept_alone(me: Person) -> None:
    shown = [
        render_to_string("kit/components/form.html", {"form": NoteForm(), "button": "Save", "keep": keep})
        for keep in (True, False)
    ]
    assert ["<noscript>" in one and 'name="keep" value="page"' in one for one in shown] == [True, False]


def test_a_draft_knows_the_way_back(me: Person) -> None:
    sent(me, text="Mine", keep="1", draft="0")
    (line,) = kept_typing(Draft.objects.all())
    assert (str(line.title), line.title.lang, line.url) == ("Note", "en", "/en/note/")
