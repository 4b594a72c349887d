"""A report signed on paper: the letter is for one text, an officer looks at it, and the report says what it is."""

import io
import zlib
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accord.accountability import actions
from accord.accountability.models import Answer, SignatureLetter
from accord.accountability.reads.guards import content_digest
from accord.accountability.tests.asked import Asked
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.record.models import Event
from accord.record.owing import of_person
from accord.record.verifying import problems

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    made = Asked()
    made.complete()
    return made


def a_file(data: bytes = PDF, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def sent(stage: Asked, data: bytes = PDF) -> SignatureLetter:
    told = {"office": "Minister", "dated": date(2020, 5, 1), "shown": content_digest(stage.report)}
    return actions.upload_letter(stage.report, a_file(data), by=stage.focal, **told)


def test_a_checked_letter_signs_and_is_shown_as_what_it_is(stage: Asked) -> None:
    letter = sent(stage)
    officer = client_of(stage.secretariat)
    assert [t.duty.url for t in of_person(stage.secretariat.person) if "letter" in t.duty.words] == [letter.url]
    page = officer.get(f"/en/{letter.url}").content.decode()
    assert content_digest(stage.report)[:4] in page
    assert officer.post(f"/en/{letter.url}", {"decision": "accept", "reason": "Seal and name were seen."}).status_code == 302
    stage.report.refresh_from_db()
    assert (stage.report.state, stage.report.signed_by, stage.report.letter_id) == ("signed", None, letter.pk)
    html = client_of(stage.focal).get(stage.url).content.decode()
    assert "Signed by letter (Minister), checked by an officer on" in html
    assert "Signed on this site" not in html
    for code, by in (("submit", stage.focal), ("publish", stage.secretariat)):
        stage.take(code, by)
    public = Client().get(f"{stage.url.rstrip('/')}.json").json()
    assert public["signature"]["way"] == "letter"
    assert "report_signed_by_letter" in [line["verb"] for line in public["history"]]
    assert problems() == []


def test_a_letter_does_not_hold_for_another_text(stage: Asked) -> None:
    letter = sent(stage)
    answer = Answer.objects.get(question__code="q1")
    told = answer.told() | {"value": {"text": "Another text."}}
    actions.write_answer(stage.report, answer.question, told, version=answer.version, by=stage.focal)
    with pytest.raises(Conflict):
        actions.check_letter(letter, accept=True, reason="x", by=stage.secretariat)
    officer = client_of(stage.secretariat).post(f"/en/{letter.url}", {"decision": "accept", "reason": "x"})
    assert officer.status_code == 409
    stage.report.refresh_from_db()
    assert stage.report.state == "drafting"
    assert "needs another letter" in client_of(stage.focal).get(stage.url).content.decode()


def test_a_refused_letter_says_why_to_its_country(stage: Asked) -> None:
    letter = sent(stage)
    actions.check_letter(letter, accept=False, reason="It is not signed.", by=stage.secretariat)
    assert "It is not signed." in client_of(stage.focal).get(stage.url).content.decode()
    with pytest.raises(Conflict):
        actions.check_letter(letter, accept=True, reason="x", by=stage.secretariat)
    stage.report.refresh_from_db()
    assert stage.report.signed_digest == ""


def test_an_officer_of_the_country_checks_nothing(stage: Asked) -> None:
    letter = sent(stage)
    Capacity.objects.create(
        person=stage.secretariat.person, role="contributor", area=stage.home, state="active", starts_on="2020-01-01"
    )
    with pytest.raises(ValidationError):
        actions.check_letter(letter, accept=True, reason="x", by=stage.secretariat)
    assert client_of(stage.secretariat).get(f"/en/{letter.url}").status_code == 404


def test_a_newer_letter_takes_the_place_of_one_that_waits(stage: Asked) -> None:
    first, second = sent(stage), sent(stage)
    first.refresh_from_db()
    assert (first.state, second.state) == ("refused", "waiting")


def test_a_letter_is_sent_for_the_text_that_was_shown(stage: Asked) -> None:
    with pytest.raises(Conflict):
        actions.upload_letter(stage.report, a_file(), office="M", dated=date(2020, 5, 1), by=stage.focal, shown="0" * 64)
    Answer.objects.filter(question__code="q1").delete()
    with pytest.raises(actions.Unmet):
        sent(stage)
    assert not SignatureLetter.objects.exists()


def test_the_form_shows_what_the_letter_must_say_and_takes_it(stage: Asked) -> None:
    client = client_of(stage.validator)
    html = client.get(f"{stage.url}letter/").content.decode()
    digest = content_digest(stage.report)
    assert " ".join(digest[n : n + 4] for n in range(0, 16, 4)) in html
    given = {"office": "Minister", "dated": "2020-05-01", "shown": digest, "file": a_file()}
    assert client.post(f"{stage.url}letter/", given).status_code == 302
    assert Event.objects.get(verb="letter_uploaded").capacity_id == stage.validator.pk
    letter = SignatureLetter.objects.get()
    file = client.get(f"/en/{letter.url}file/")
    assert file.content == PDF
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"


def test_a_letter_of_a_day_to_come_is_refused_and_what_was_typed_stays(stage: Asked) -> None:
    given = {"office": "Minister of all", "dated": "2999-05-01", "shown": content_digest(stage.report), "file": a_file()}
    answer = client_of(stage.focal).post(f"{stage.url}letter/", given)
    assert answer.status_code == 422
    assert "Minister of all" in answer.content.decode()


def test_taking_the_report_back_lets_the_letter_go(stage: Asked) -> None:
    letter = sent(stage)
    actions.check_letter(letter, accept=True, reason="Seen.", by=stage.secretariat)
    stage.report.refresh_from_db()
    report = stage.take("take-back", stage.focal, reason="A word.")
    assert (report.letter, report.signed_digest) == (None, "")
    assert problems() == []


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind, comment=b"hidden") if kind == "JPEG" else Image.new("RGB", (40, 30)).save(
        out, kind
    )
    return out.getvalue()


def packed(names: bytes, told: bytes = b"/Type/ObjStm") -> bytes:
    body = zlib.compress(names)
    return PDF.replace(b"trailer", b"5 0 obj<<" + told + b"/Filter/FlateDecode>>stream\n" + body + b"\nendstream endobj\ntrailer")


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("pdf", PDF, "application/pdf"), ("png", picture("PNG"), "image/png"), ("jpeg", picture("JPEG"), "image/jpeg"),
    ("objects that only say what a page is", packed(b"<</Type/Page>>"), "application/pdf"),
], ids=lambda one: one if isinstance(one, str) else "")  # fmt: skip
def test_letters_that_are_taken(stage: Asked, name: str, data: bytes, kind: str) -> None:
    letter = sent(stage, data)
    assert letter.kind == kind
    assert b"hidden" not in bytes(letter.data)


SCRIPT = b"<</S/JavaScript>>"
HOSTILE: list[tuple[str, bytes]] = [
    ("script", PDF.replace(b"/Pages", b"/OpenAction<</S/JavaScript/JS(x)>>/Pages")),
    ("script by digits", PDF.replace(b"/Pages", b"/OpenAction<</S/J#61vaScript>>/Pages")),
    ("script in packed objects", packed(SCRIPT)),
    ("packed objects that cannot be read", PDF.replace(b"trailer", b"5 0 obj<</Type/ObjStm/Filter/Fl>>stream\nxx\nendstream")),
    ("packed scripts behind a text that says obj", packed(SCRIPT, b"/Type/ObjStm/X(obj)")),
    ("packed scripts behind a long text", packed(SCRIPT, b"/Type/ObjStm/X(" + b"x" * 5_000 + b")")),
    ("packed scripts behind a text that says stream", packed(SCRIPT, b"/X(stream\n)/Type/ObjStm")),
    ("another file", PDF.replace(b"/Pages", b"/Names<</EmbeddedFiles 3 0 R>>/Pages")),
    ("a start of programs", PDF.replace(b"/Pages", b"/A<</S/Launch>>/Pages")),
    ("a password", PDF.replace(b"/Root", b"/Encrypt 9 0 R/Root")),
    ("cut off", PDF[:40]),
    ("packed too well", packed(bytes(70_000_000))),
    ("a page of the web", b"<html><script>x()</script>"),
    ("nothing", b""),
    ("too large", PDF + b"x" * 5_000_000),
    ("a picture that is none", b"\xff\xd8\xff no picture"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_letters_that_are_refused(stage: Asked, name: str, data: bytes) -> None:
    with pytest.raises(ValidationError):
        sent(stage, data)
    assert not SignatureLetter.objects.exists()


def test_only_country_and_officers_see_the_file(stage: Asked) -> None:
    letter = sent(stage)
    who: dict[str, Any] = {name: client_of(getattr(stage, name)) for name in (
        "focal", "validator", "alternate", "secretariat", "contributor", "stranger", "assessor", "own_assessor",
    )}  # fmt: skip
    saw = {name for name, client in who.items() if client.get(f"/en/{letter.url}file/").status_code == 200}
    assert saw == {"focal", "validator", "alternate", "secretariat"}
    assert Client().get(f"/en/{letter.url}file/").status_code == 302
