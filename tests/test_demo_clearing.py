"""Clearing the demonstration: all of it goes, with every trace of its use, and nothing else."""

import re
from io import StringIO
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.db.models import CharField, JSONField, TextField
from django.test import Client, override_settings

from accord.kit.mail import FolderBackend
from accord.overview import demo
from accord.overview.checks import no_demonstration
from accord.people.models import Area, Capacity, CapacityCheck, Organisation, Person
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Audience, Card, Event
from tests.test_demo import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def test_clearing_removes_all_and_the_journal_still_stands() -> None:
    seal(100_000)
    before = Event.objects.count()
    call_command("demo", "--clear", stdout=StringIO())
    seal(100_000)
    assert not Area.objects.filter(world="demo").exists()
    assert not Person.objects.exists()
    assert not Organisation.objects.filter(world="demo").exists()
    assert not Card.objects.filter(world="demo").exists()
    assert Event.objects.count() == before + 1
    assert Event.objects.filter(redacted=False).count() == 1  # all but the line that tells of the clearing
    assert problems() == []
    assert no_demonstration(None) == []
    assert not demo.is_loaded()
    assert not (settings.HOME / "demo-keys").exists()
    call_command("demo", "--clear", stdout=StringIO())
    assert Event.objects.filter(verb="world_removed").exists()


MARK = re.compile(r"demo\.example|\bXA[A-F]\b|Aldoria")


def holds_a_trace() -> list[str]:
    """Every text of every table, what sessions hold, the letters in the folder: what still speaks of the demonstration."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        texts = [f.attname for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)]
        for row in model._base_manager.values_list("pk", *texts):
            found += [f"{model.__name__} {row[0]}: {value}"[:120] for value in row if MARK.search(str(value))]
    found += [f"session: {kept}" for kept in (s.get_decoded() for s in Session.objects.all()) if MARK.search(str(kept))]
    return found + [path.name for path in (settings.HOME / "mail").glob("*.eml") if MARK.search(path.read_text())]


def use_the_demonstration() -> None:
    """A visitor signs in, fails to, types while signed out, nominates, has a letter sent; an officer of it decides."""
    client, here = signed_in("focal-point@xaa.demo.example"), Client()
    client.post("/en/commitments/new/", {"title": "Half a thought", "keep": "1"})
    here.post("/en/reports/XAA-demo-2/summary/", {"summary": "Typed while signed out."})
    here.post("/en/accounts/login/?next=/en/countries/XAA/", {"login": "focal-point@xaa.demo.example", "password": "wrong"})
    given = {"email": "n@xab.demo.example", "name": "New", "role": "contributor", "body": "country:XAA", "reason": "Letter."}
    assert client.post("/en/directory/nominate/", given).status_code == 302
    officer = signed_in("officer@demo.example")
    officer.post(f"/en/directory/nominations/{Capacity.objects.get(person__email='n@xab.demo.example').pk}/", {"how": "Letter."})
    officer.post("/en/directory/organisations/new/", {"name": "Aldoria Aid", "kind": "cso"})
    FolderBackend().send_messages([EmailMessage("Hello", "Text.", "a@site.example", ["focal-point@xaa.demo.example"])])


def test_clearing_leaves_no_trace_of_its_use(tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path):
        _clearing_leaves_no_trace()


def _clearing_leaves_no_trace() -> None:
    real = signed_in_as_real()
    FolderBackend().send_messages([EmailMessage("Hello", "Text.", "a@site.example", ["kim@org.example"])])
    use_the_demonstration()
    assert len(holds_a_trace()) > 100
    assert AccessAttempt.objects.exists()
    demo.clear()
    assert holds_a_trace() == []
    assert not Audience.objects.filter(world="demo").exists()
    assert real.get("/en/my/").status_code == 200  # others stay signed in, and their letters stay
    assert len(list((settings.HOME / "mail").glob("*.eml"))) == 1
    for index in ("record_body_fts", "record_title_fts") if connection.vendor == "sqlite" else ():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {index} WHERE {index} MATCH 'aldoria OR xaa'")
            assert cursor.fetchone() == (0,)


def signed_in_as_real() -> Client:
    client = Client()
    person = Person.objects.create_user("kim@org.example", None)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_clearing_is_not_held_up_by_a_row_that_points_into_it() -> None:
    """As one that was made before the verbs refused it."""
    hat = Capacity.objects.active().filter(person__email="secretariat@demo.example").get()
    real = Person.objects.create_user("kim@org.example", None)
    caught = Capacity.objects.create(person=real, role="translator", nominated_by=hat, succeeded_by=hat)
    CapacityCheck.objects.create(capacity=caught, officer=hat.person, how="Caught.")
    body = Organisation.objects.create(slug="aid", kind="cso", names={"en": "Aid"}, registered_by=hat.person)
    demo.clear()
    caught.refresh_from_db()
    body.refresh_from_db()
    assert (caught.nominated_by, caught.succeeded_by, body.registered_by) == (None, None, None)
    assert not CapacityCheck.objects.exists()
