"""A report under a network's name leads to its author by no row, page, file or line of a log, by no order and no time."""

import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import models
from django.http import HttpResponse
from django.test import Client

from accord.accountability.models import Cycle, ShadowJudgement, ShadowReport
from accord.accountability.tests.test_reporting import client_of
from accord.accountability.tests.test_shadow_reports import JUDGED, Shadows
from accord.kit import clock
from accord.kit.quiet import QuietAddresses
from accord.notices.actions import send_letters
from accord.notices.models import Digest, Notice
from accord.people.models import Capacity, Organisation, Person
from accord.record.actions import seal
from accord.record.models import Card, Draft, Event, SealedName, SealedShare, Sent, unordered_id
from accord.record.tests.leaks import SIGN_INS, STAMPS, Kept, changed, rows

pytestmark = pytest.mark.django_db
NAME, EMAIL, SLUG = "Zephyrine Quill", "zephyrine@demo.example", "quillworks"
PERSON, CAPACITY, BODY = 987654321, 876543219, 765432198  # as no other row has them
WHO = re.compile("|".join((NAME, "Zephyrine", "zephyrine", SLUG, "Quillworks", str(PERSON), str(CAPACITY), str(BODY))))
TITLE, TEXT = "Thunderous findings", "The vermilion courts wait for rules."
SHADOW = {"title": TITLE, "text": TEXT, "language": "en"}
OWN = {m._meta.db_table for m in (ShadowReport, SealedName, SealedShare)}


class Story(Shadows):
    """One report, written, sent, published, changed and answered on the pages alone."""

    def __init__(self) -> None:
        super().__init__()
        body = Organisation.objects.create(
            pk=BODY, slug=SLUG, kind="cso", names={"en": "Quillworks"}, area=self.home, world="demo", verified_on="2020-01-01"
        )
        Capacity.objects.filter(person__email=EMAIL).delete()
        Person.objects.filter(email=EMAIL).delete()
        person = Person.objects.create(pk=PERSON, email=EMAIL, name=NAME, world="demo")
        self.author = Capacity.objects.create(
            pk=CAPACITY, person=person, role="org_member", organisation=body, state="active", starts_on="2020-01-01"
        )
        self.until("rated")
        self.client = client_of(self.author)
        before, events = rows(), Event.objects.count()
        self.made = self.writes()
        self.fresh, self.events = changed(before), Event.objects.count() - events
        self.sent = {f.name: getattr(self.made, f.name) for f in self.made._meta.fields}
        self.drafts = Draft.objects.count() + Sent.objects.count()
        self.publishes()
        self.post(f"{self.made.ref}/edit/", {**SHADOW, "text": f"{TEXT} Still.", "version": str(self.made.version)})
        self.post(f"{self.made.ref}/send/", {"version": str(self.made.version + 1)})
        self.made.refresh_from_db()
        self.publishes()
        client_of(self.focal).post(f"/en/shadow-reports/{self.made.ref}/reply/", {"text": "On their way.", "version": "1"})
        seal()

    def post(self, path: str, data: dict[str, Any], status: int = 302) -> str:
        answer = self.client.post(f"/en/shadow-reports/{path}", {"once": "ab" * 16, **data})
        assert answer.status_code == status, answer.content.decode()[:2000]
        return str(answer.get("Location", ""))

    def writes(self) -> ShadowReport:
        """With refused forms, a script that asks to keep, forms sent twice and stale, and one sent while signed out."""
        began = {**SHADOW, "country": "XAA", "cycle": "c1", "name": "network"}
        self.client.get("/en/shadow-reports/new/sealed/")
        self.post("new/sealed/", {**began, "title": ""}, 422)
        self.post("new/sealed/", {**began, "keep": "1"}, 409)
        url = self.post("new/sealed/", began)
        assert self.post("new/sealed/", began) == url  # pressed twice
        made = ShadowReport.objects.get()
        self.client.get(f"/en/shadow-reports/{made.ref}/edit/")
        self.post(f"{made.ref}/edit/", {**SHADOW, "text": "", "version": "1"}, 422)
        self.post(f"{made.ref}/edit/", {**SHADOW, "version": "1", "keep": "1"}, 409)
        self.post(f"{made.ref}/edit/", {**SHADOW, "version": "0"}, 409)
        self.post(f"{made.ref}/edit/", {**SHADOW, "version": "1"})
        self.post(f"{made.ref}/tell/XAA-c1/", {**JUDGED, "rationale": ""}, 422)
        self.post(f"{made.ref}/tell/XAA-c1/", {**JUDGED, "version": "2"})
        for path in (f"shadow-reports/{made.ref}/", "shadow-reports/", "my/", f"shadow-reports/{made.ref}/send/"):
            assert self.client.get(f"/en/{path}").status_code == 200
        self.client.logout()
        login = self.post(f"{made.ref}/edit/", {**SHADOW, "version": "3"})
        assert self.client.post(login, {"login": EMAIL, "password": "wrong"}).status_code == 200
        self.client = client_of(self.author)
        self.post(f"{made.ref}/send/", {"version": "3"})
        return ShadowReport.objects.get()

    def publishes(self) -> None:
        guard = client_of(self.guard)
        with clock.standing_at(datetime.now(tz=clock.now().tzinfo) + timedelta(days=4)):
            told = {"decision": "publish", "network_agrees": "on", "version": str(self.made.version)}
            assert guard.post(f"/en/shadow-reports/{self.made.ref}/moderate/", told).status_code == 302
        self.made.refresh_from_db()


KEPT = Kept()


@pytest.fixture(scope="module")
def story(one_world: None) -> Iterator[Story]:
    """Built once; each test only reads, or is rolled back."""
    logging.getLogger().addHandler(KEPT)
    try:
        yield Story()
    finally:
        logging.getLogger().removeHandler(KEPT)


def test_what_the_author_does_touches_three_tables_and_no_row_beside_a_name(story: Story) -> None:
    assert set(story.fresh) - SIGN_INS - STAMPS == OWN
    for table in OWN:
        assert not [row for row in story.fresh[table] if WHO.search(row)], table
    about = re.compile(f"{story.made.ref}|{story.made.pk}|{TITLE}|{TEXT}|shadow")
    for table in SIGN_INS & set(story.fresh):
        assert not [row for row in story.fresh[table] if about.search(row)], table
    assert "axes_accessattempt" in story.fresh  # a mistyped password keeps the address it came from
    assert story.drafts == 0


def test_no_row_that_leads_to_the_report_leads_to_its_author(story: Story) -> None:
    made, told = story.made, 0
    pks = [made.pk, *ShadowJudgement.objects.values_list("pk", flat=True), *SealedName.objects.values_list("pk", flat=True)]
    pks += SealedShare.objects.values_list("pk", flat=True)
    about = re.compile("|".join((made.ref, TITLE, TEXT, *map(str, pks))))
    for table, found in rows().items():
        for row in (one for one in found if about.search(one)):
            told += 1
            assert not WHO.search(row), f"{table}: {row}"
    assert told > 8  # card, search, events, judgement, seal


def test_no_key_of_a_row_that_leads_to_the_report_leads_to_its_author(story: Story) -> None:
    """Column by column: keys to people, capacities and organisations."""
    made, author = story.made, {Person: PERSON, Capacity: CAPACITY, Organisation: BODY}
    near: list[models.Model] = [made, *SealedName.objects.all(), *SealedShare.objects.all()]
    near += [*Card.objects.filter(ref=f"shadow-reports/{made.ref}")]
    near += [e for e in Event.objects.all() if made.ref in f"{e.card_ref} {e.body}"]
    for model in apps.get_models():
        keys = [f for f in model._meta.fields if isinstance(f, models.ForeignKey) and f.related_model is ShadowReport]
        near += [row for f in keys for row in model._default_manager.filter(**{f.name: made})]
    assert len(near) > 7
    for row in near:
        for field in row._meta.fields:
            if isinstance(field, models.ForeignKey) and field.related_model in author:
                assert getattr(row, field.attname) != author[field.related_model], f"{row._meta.label}.{field.name}"


def test_no_order_and_no_time_tells_when_it_was_written(story: Story) -> None:
    for model in (ShadowReport, ShadowJudgement, SealedName, SealedShare):
        assert model._meta.pk.default is unordered_id, model
        assert not [f.name for f in model._meta.fields if isinstance(f, models.DateTimeField)], model
        assert not [f.name for f in model._meta.many_to_many], model  # whose rows would be numbered in order
    assert story.events == 0  # neither a line nor its place among others
    days = {name: value for name, value in story.sent.items() if isinstance(value, date)}
    assert set(days) == {"seen_from"}
    assert date.today() < days["seen_from"] <= date.today() + timedelta(days=3)
    assert date.today().isoformat() not in json.dumps(story.sent["writing"])
    told = Card.objects.get(ref=f"shadow-reports/{story.made.ref}")
    assert (told.published_at.hour, told.published_at.minute, told.published_at.second) == (0, 0, 0)
    assert told.published_at.date() > date.today()
    acts = Event.objects.filter(card=told).values_list("capacity__role", flat=True)
    assert set(acts) == {"safeguarding", "focal_point"}


def test_two_reports_of_one_author_have_nothing_in_common(story: Story) -> None:
    story.post("new/sealed/", {**SHADOW, "country": "XAA", "cycle": "", "name": "network"})
    second = ShadowReport.objects.exclude(pk=story.made.pk).get()
    for name in ("author", "place", "ref", "id"):
        assert getattr(story.made, name) != getattr(second, name)


PAGES = [
    "shadow-reports/", "shadow-reports.json", "shadow-reports/{ref}/", "shadow-reports/{ref}.json", "commitments/XAA-c1/",
    "commitments/XAA-c1.json", "reports/XAA-c1/", "reports/XAA-c1.json", "search/?q=thunderous&country=XAA",
    "search.json?q=thunderous&country=XAA", "verify/shadow-reports/{ref}/", "verify/shadow-reports/{ref}.json",
    "countries/XAA/", "countries/XAA.json", "directory/organisations/network.json", "follows/", "my/",
    "owed/", "owed.json", "owed.csv", "owed.ics", "countries/XAA/owed/", "countries/XAA/owed.json",
    "shadow-reports/{ref}/moderate/", "shadow-reports/{ref}/reply/", "seals/", "seals/shares/{share}/",
]  # fmt: skip


def test_no_page_file_or_search_names_the_author(story: Story) -> None:
    met = 0
    share = SealedShare.objects.get(key__capacity=story.keepers[0]).pk
    for reader in (None, story.colleague, story.guard, story.focal, story.secretariat, story.keepers[0]):
        client = client_of(reader) if reader else Client()
        if reader:
            client.post(f"/en/follow/shadow-reports/{story.made.ref}/", {"on": "1"})
        for path in PAGES:
            answer = client.get("/en/" + path.format(ref=story.made.ref, share=share))
            text = answer.content.decode() + str(sorted(answer.headers.items()))
            assert not WHO.search(text), f"{reader}: {path}"
            met += answer.status_code == 200 and (TITLE in text or story.made.ref in text)
    assert met > 50


SHAPES = ("upr-mid-term", "crc-replies", "vnr", "pathfinding")
# Each with what shows that the report is told there, "" where it has no part. PDFs are drawn from the same values.
GATHERED = {
    "countries/XAA/timeline/?kind=civil": "{ref}", "countries/XAA/timeline.json?kind=civil": "{ref}",
    "countries/XAA/accountability/": "1 report", "countries/XAA/accountability.json": '"stakeholders": 1',
    "countries/XAA/scorecard/": "1 report", "countries/XAA/scorecard.json": '"civil": "1 report"',
    "cycles/c1/": "", "cycles/c1.json": "", "cycles/c1.csv": "", "reports/XAA-c1/use/": "", "reports/XAA-c1/use.json": "",
    "report/{year}/?world=demo": "1 of 1 report", "report/{year}.json?world=demo": "1 of 1 report",
} | {f"reports/XAA-c1/use/{shape}{end}": "" for shape in SHAPES for end in ("/", ".json", ".csv", ".docx")}  # fmt: skip


def _text(answer: HttpResponse) -> str:
    """A Word file as its parts."""
    if "officedocument" not in answer["Content-Type"]:
        return answer.content.decode()
    parts = zipfile.ZipFile(io.BytesIO(answer.content))
    return "".join(parts.read(name).decode() for name in parts.namelist())


def test_no_page_that_gathers_many_records_names_the_author(story: Story) -> None:
    """The timeline, the country's accountability, the scorecard, the cycle, what is made of its report, and the global report."""
    caches["reports"].clear()
    Cycle.objects.update(due=date.today())
    later = datetime.now(tz=clock.now().tzinfo) + timedelta(days=5)
    with clock.standing_at(later):
        for reader in (None, story.focal, story.guard, story.secretariat):
            client = client_of(reader) if reader else Client()
            for path, mark in GATHERED.items():
                answer = client.get("/en/" + path.format(year=later.year))
                assert answer.status_code == 200, path
                text = _text(answer) + str(sorted(answer.headers.items()))
                assert not WHO.search(text), f"{reader}: {path}"
                assert re.search(mark.format(ref=story.made.ref), text), path


def test_an_act_of_anybody_else_is_refused_alike_for_all(story: Story) -> None:
    """A colleague or an officer learns from no answer that there is a draft, nor whose it is."""
    ShadowReport.objects.update(state="draft", shown=None)
    Card.objects.filter(kind="shadow_report").update(published_at=None)
    for reader in (story.colleague, story.secretariat, story.keepers[0], story.guard):
        client = client_of(reader)
        for path in ("", "edit/", "send/", "withdraw/", "tell/XAA-c1/"):
            here, nowhere = (client.get(f"/en/shadow-reports/{ref}/{path}") for ref in (story.made.ref, "nosuchone2"))
            assert (here.status_code, nowhere.status_code) == (404, 404), path
            assert here.content.decode().replace(story.made.ref, "nosuchone2") == nowhere.content.decode(), path
        assert story.made.ref not in client.get("/en/shadow-reports/").content.decode()


def test_letters_tell_followers_of_it_and_name_nobody(story: Story) -> None:
    """To a colleague who follows the report and to one who follows the country; the author follows neither and gets none."""
    follows = {story.colleague: f"shadow-reports/{story.made.ref}", story.secretariat: "countries/XAA"}
    for hat, ref in follows.items():
        assert client_of(hat).post(f"/en/follow/{ref}/", {"on": "1"}).status_code == 302
    mail.outbox.clear()
    with clock.standing_at(datetime.now(tz=clock.now().tzinfo) + timedelta(days=5)):
        assert send_letters("demo").failed == 0
    telling = [letter for letter in mail.outbox if story.made.ref in letter.body]
    assert sorted(letter.to[0] for letter in telling) == sorted(hat.person.email for hat in follows)
    for letter in mail.outbox:
        whole = repr((letter.subject, letter.from_email, letter.recipients(), letter.extra_headers, letter.body))
        assert not WHO.search(whole + repr(letter.alternatives)), letter.to
    assert not Digest.objects.filter(person=PERSON).exists()
    assert not Notice.objects.filter(person=PERSON).exists()


def test_no_line_of_a_log_and_no_file_tells_of_it(story: Story) -> None:
    logging.getLogger("django.request").warning("Not Found: /en/shadow-reports/%s/edit/", story.made.ref)
    logging.getLogger("django.request").warning("Not Found: /en/elsewhere/")
    assert any("elsewhere" in line for line in KEPT.lines)
    assert not [line for line in KEPT.lines if WHO.search(line) or re.search(f"{story.made.ref}|{TITLE}|shadow", line)]
    for path in settings.HOME.rglob("*"):
        if path.is_file() and path.stat().st_size < 5_000_000 and "static" not in path.parts:
            data = path.read_bytes()
            assert story.made.ref.encode() not in data, path
            assert TITLE.encode() not in data, path


def test_a_fault_is_logged_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Fault: %s", ("/en/seals/shares/1/",), None)
    assert QuietAddresses().filter(record) is True
    assert "shares" not in record.getMessage()


def test_what_the_seal_and_the_mark_hold_tells_nothing_without_keys(story: Story) -> None:
    made, sealed = story.made, SealedName.objects.get()
    assert len(sealed.sealed) > 1300  # padded: the length of the name is not told
    for guess in (str(PERSON), EMAIL, NAME, f"{made.ref}{PERSON}", f"shadow-reports/{made.ref}\n{PERSON}"):
        assert hashlib.sha256(guess.encode()).hexdigest() not in (made.author, made.place)


def test_taking_back_tells_the_record_by_an_officer_on_an_officers_day(story: Story) -> None:
    before, hour = rows(), datetime.now().strftime("%Y-%m-%d %H")
    story.post(f"{story.made.ref}/withdraw/", {"sure": "on"})
    fresh = changed(before)
    assert {t for t in fresh if "_fts_" not in t} - SIGN_INS - STAMPS == {"accountability_shadowreport", "record_card"}
    for table in set(fresh) - SIGN_INS:
        assert not [row for row in fresh[table] if WHO.search(row)], table
    card = Card.objects.get(ref=f"shadow-reports/{story.made.ref}")
    assert not re.search(hour, repr(ShadowReport.objects.values().get()))
    assert card.published_at is None
    assert client_of(story.guard).post(f"/en/shadow-reports/{story.made.ref}/moderate/", {}).status_code == 302
    event = Event.objects.latest("id")
    assert (event.verb, event.capacity) == ("shadow_report_withdrawn", story.guard)
