"""Tables and PDFs on posts: taken in, shown, fetched, refused in words, taken off, taken along."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from PIL import Image

from accord.directory.tests.makers import client_of
from accord.discussions.actions import Attached, drawn, edit_post
from accord.discussions.actions.sealed import post_sealed
from accord.discussions.models import Attachment, Topic
from accord.discussions.tests.makers import Stage, place_of
from accord.discussions.tests.sealing import Sealing
from accord.discussions.views.posts import file_name
from accord.formats.media import CSV, PDF, WORKBOOK
from accord.formats.pdf_anew import Refused
from accord.formats.tests import pdfs
from accord.moderation.kinds import kind_of
from accord.record.actions import hold
from accord.record.models import Card
from accord.record.verifying import problems
from accord.spaces.exporting import write_archive

pytestmark = pytest.mark.django_db
STAGE = Sealing
TITLE = "Boats \u202eat night: \u5341/2027"
ENDS = ("", "_2", "_3", "_4")


def workbook(**cells: str) -> bytes:
    """Two sheets; `cells` of the second one."""
    book, out = Workbook(), io.BytesIO()
    book.properties.creator = "SECRET-AUTHOR"
    book.active.title = "Boats"
    book.active.append(["Year", "Boats"])
    book.active.append([2020, 14])
    second = book.create_sheet("Piers")
    second["A1"] = "Pier"
    for place, words in cells.items():
        second[place] = words
    book.save(out)
    return out.getvalue()


def up(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/octet-stream")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def send(stage: Stage, topic: Topic, *files: SimpleUploadedFile, who: Any = None, **more: Any) -> Any:
    sent: dict[str, Any] = {"text": "See this.", "language": "en"} | more
    for end, file in zip(ENDS, files, strict=False):
        sent |= {f"picture{end}": file, f"shows{end}": f"{TITLE} {end}"}
    return client_of(who or stage.focal.person).post(f"/en/topics/{topic.ref}/post/", sent)


def test_a_post_carries_a_table_a_text_table_and_a_pdf_beside_a_picture(stage: Stage) -> None:
    topic = stage.topic()
    files = [up("a.xlsx", workbook()), up("b.CSV", b"Year,Boats\n2020,14\n"), up("c.pdf", pdfs.loaded()), up("d.png", png())]
    assert send(stage, topic, *files).status_code == 302
    made = topic.posts.get(number=2)
    kept = list(made.attachments.all())
    assert [(one.kind, one.pieces) for one in kept] == [(WORKBOOK, 2), (CSV, 1), (PDF, 1), ("image/png", 0)]
    assert made.files == 4
    assert not any(b"SECRET" in pdfs.unpacked(bytes(one.data)) for one in kept)
    assert load_workbook(io.BytesIO(bytes(kept[0].data)))["Boats"]["B2"].value == 14
    client = client_of(stage.nobody)
    for page in (f"/en/topics/{topic.ref}/", f"/en/topics/{topic.ref}/2/"):
        html = client.get(page).content.decode()
        assert html.count("<img src=") == 1
        told = ["Table (XLSX), 2 sheets, 5 KB", "Table (CSV), 1 KB", "PDF, 1 page, "]
        assert [one for one in told if one not in html] == []
        assert f'/en/topics/{topic.ref}/files/{kept[0].pk}/"><bdi>' in html
    arabic = client.get(f"/ar/topics/{topic.ref}/").content.decode()
    assert "PDF, 1 page, " not in arabic
    assert f'/ar/topics/{topic.ref}/files/{kept[2].pk}/"' in arabic
    assert not problems()


def test_a_document_is_fetched_as_a_file_with_a_name_made_here(stage: Stage) -> None:
    topic = stage.topic()
    assert send(stage, topic, up("a.pdf", pdfs.loaded())).status_code == 302
    one = Attachment.objects.get()
    got = client_of(stage.nobody).get(f"/en/topics/{topic.ref}/files/{one.pk}/")
    assert (got.status_code, got.content) == (200, bytes(one.data))
    told = "attachment; filename*=utf-8''Boats-at-night-%E5%8D%81-2027.pdf"
    assert (got["Content-Disposition"], got["Content-Type"]) == (told, PDF)
    assert (got["X-Content-Type-Options"], got["Cache-Control"]) == ("nosniff", "private, no-cache")
    assert "sandbox" in got["Content-Security-Policy"]
    assert "default-src 'none'" in got["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("words", "name"),
    [("..\\..//a", "a.csv"), ("\u202e\u200b", "file.csv"), ("a\r\nSet-Cookie: b", "a-Set-Cookie-b.csv"),
     ("x" * 200, "x" * 80 + ".csv"),
     ("قوارب الليل", "قوارب-الليل.csv"), ("a.exe", "a-exe.csv")],
)  # fmt: skip
def test_a_name_leads_nowhere_and_turns_nothing(words: str, name: str) -> None:
    assert file_name(words, CSV) == name


def test_a_picture_is_called_by_what_it_shows(stage: Stage) -> None:
    topic = stage.topic()
    assert send(stage, topic, up("a.png", png())).status_code == 302
    got = client_of(stage.nobody).get(f"/en/topics/{topic.ref}/files/{Attachment.objects.get().pk}/")
    assert got["Content-Disposition"] == "inline; filename*=utf-8''Boats-at-night-%E5%8D%81-2027.png"


def test_what_a_word_processor_writes_is_refused_with_what_to_do(stage: Stage) -> None:
    topic = stage.topic()
    html = send(stage, topic, up("a.docx", workbook()), up("b.DOC", b"\xd0\xcf\x11\xe0 words")).content.decode()
    assert html.count('id="id_picture_error"') == html.count('id="id_picture_2_error"') == 1
    assert html.count("Save it as PDF, and choose the PDF.") >= 2
    assert html.count("(needed with a file)") == 4
    assert "all have to be chosen again" in html


def test_what_is_refused_is_told_at_its_file_and_what_was_typed_stands(stage: Stage) -> None:
    topic = stage.topic()
    good, bad = up("good.csv", b"Year,Boats\n2020,14\n"), up("a.xlsx", workbook(B3="Call +256 772 123 456"))
    answer = send(stage, topic, good, bad, up("a.pdf", pdfs.plain()[:400]))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"picture_2", "picture_3"})
    html = answer.content.decode()
    said = (
        "Sheet “Piers”, row 3, column B: “",
        "This PDF is damaged",
        "See this.</textarea>",
        "Only chosen files are not: choose them",
    )
    assert [words for words in said if words not in html] == []
    assert (topic.posts.count(), Attachment.objects.count()) == (1, 0)


def test_a_picture_that_is_a_document_too_is_a_picture_alone(stage: Stage) -> None:
    topic = stage.topic()
    assert send(stage, topic, up("a.pdf", png() + workbook() + pdfs.plain())).status_code == 302
    one = Attachment.objects.get()
    assert (one.kind, b"PK" in bytes(one.data), b"%PDF" in bytes(one.data)) == ("image/png", False, False)


def test_four_files_in_all_pictures_and_documents_together(stage: Stage) -> None:
    topic = stage.topic()
    table = up("a.csv", b"Year,Boats\n2020,14\n")
    assert send(stage, topic, up("a.png", png()), up("b.png", png()), up("c.png", png())).status_code == 302
    address = f"/en/topics/{topic.ref}/2/edit/"
    sent = {"text": "See this.", "language": "en", "version": 1, "picture": table, "shows": "Boats"}
    more = {"picture_2": up("d.pdf", pdfs.plain()), "shows_2": "Piers"}
    full = client_of(stage.focal.person).post(address, sent | more)
    assert (full.status_code, "four files at most" in full.content.decode()) == (422, True)
    table.seek(0)
    assert client_of(stage.focal.person).post(address, sent).status_code == 302
    assert topic.posts.get(number=2).files == 4


def test_who_reads_the_topic_not_gets_no_document_and_a_hidden_post_gives_none(stage: Stage) -> None:
    platform = stage.platform("restricted")
    topic = stage.topic(platform)
    files = [Attached("Boats", CSV, b"Year,Boats\r\n", "ab" * 32, 1)]
    made = stage.post(topic, by=stage.convener, files=files)
    open_topic = stage.topic()
    address = f"/en/topics/{topic.ref}/files/{made.attachments.get().pk}/"
    assert client_of(stage.convener.person).get(address).status_code == 200
    assert client_of(stage.convener.person).get(address)["Cache-Control"] == "private, no-store"
    assert client_of(stage.nobody).get(address).status_code == 404
    elsewhere = address.replace(topic.ref, open_topic.ref)
    assert client_of(stage.convener.person).get(elsewhere).status_code == 404
    shown = stage.post(open_topic, files=files)
    public = f"/en/topics/{open_topic.ref}/files/{shown.attachments.get().pk}/"
    assert client_of(stage.nobody).get(public).status_code == 200
    card = Card.objects.get(pk=open_topic.card_id)
    hold(card, shown.part, ground="spam")
    kind_of(card).changed(card, shown.part)
    assert client_of(stage.nobody).get(public).status_code == 404
    assert "Boats" not in client_of(stage.nobody).get(f"/en/topics/{open_topic.ref}/").content.decode()


def test_a_newcomer_sends_no_document_and_none_is_written_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def renewed(data: bytes) -> None:
        raise AssertionError("it was written anew")

    monkeypatch.setattr("accord.record.actions.gate_documents.renewed", renewed)
    answer = send(stage, stage.topic(), up("a.pdf", pdfs.plain()), who=stage.nobody)
    assert (answer.status_code, "First posts carry no files." in answer.content.decode()) == (422, True)


def test_after_a_pdf_that_takes_too_long_no_other_is_tried(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def renewed(data: bytes) -> None:
        asked.append(data)
        raise Refused("slow")

    monkeypatch.setattr("accord.record.actions.gate_documents.renewed", renewed)
    answer = send(stage, stage.topic(), *(up("a.pdf", pdfs.plain()) for _file in range(4)))
    assert (answer.status_code, len(asked), "takes too long" in answer.content.decode()) == (422, 1, True)


@pytest.mark.parametrize(("name", "data"), [("a.pdf", pdfs.plain()), ("a.xlsx", workbook()), ("a.csv", b"Year,Boats\n2020,14\n")])
def test_where_names_are_sealed_pictures_alone_are_taken(stage: Sealing, name: str, data: bytes) -> None:
    topic = stage.sealed()
    client, address = client_of(stage.focals[0].person), f"/en/topics/{topic.ref}/sealed/post/"
    html = client.get(address).content.decode()
    assert (".pdf" in html, ".xlsx" in html, 'accept=".png,.jpg,.jpeg"' in html) == (False, False, True)
    sent = {"text": "See this.", "language": "en", "shows": "Boats"}
    refused = client.post(address, sent | {"picture": up(name, data)})
    assert (refused.status_code, "Where names are sealed pictures alone are taken" in refused.content.decode()) == (422, True)
    assert not Attachment.objects.exists()
    assert client.post(address, sent | {"picture": up("a.png", png())}).status_code == 302
    with pytest.raises(ValueError, match="names are sealed"):  # past the form, too
        post_sealed(
            topic, drawn("Again.", "en"), by=stage.focals[1].person, hat=stage.focals[1],
            files=[Attached("Boats", PDF, b"%PDF", "ab" * 32, 1)],
        )  # fmt: skip


def test_a_document_that_is_taken_off_stays_beside_its_wording(stage: Stage) -> None:
    topic = stage.topic()
    made = stage.post(topic, files=[Attached("Boats", CSV, b"Year,Boats\r\n", "ab" * 32, 1)])
    edit_post(made, drawn("Without.", "en"), version=1, by=stage.focal.person, take_off=[made.attachments.get().pk])
    now, earlier = client_of(stage.nobody).get(f"/en/topics/{topic.ref}/2/").content.decode().split('id="earlier"')
    assert ("Table (CSV)" in now, "Table (CSV), 1 KB · taken off since" in earlier) == (False, True)
    assert not problems()


def test_documents_are_taken_along_byte_for_byte(stage: Stage) -> None:
    platform = stage.platform()
    topic = stage.topic(platform)
    assert send(stage, topic, up("a.xlsx", workbook()), up("b.pdf", pdfs.plain())).status_code == 302
    out = io.BytesIO()
    write_archive(place_of(platform), stage.convener.person, out)
    with zipfile.ZipFile(out) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert sorted(name.rpartition(".")[2] for name in found) == ["pdf", "xlsx"]
    assert set(found.values()) == {bytes(one.data) for one in Attachment.objects.all()}
