"""A finished report, written out for other bodies: the same content in each shape and format, and nothing that is not public."""

import csv
import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from accord.accountability import actions
from accord.accountability.models import Recommendation
from accord.accountability.tests.test_recommendation_list import row, take
from accord.accountability.tests.test_reporting import TOLD, Stage, client_of
from accord.formats.observations import read_observations
from accord.formats.recommendations import read_recommendations
from accord.indicators.actions import ReleaseFacts, add_release, known_to
from accord.indicators.frames.staging import stage_observations
from accord.indicators.models import Indicator
from accord.overview.outputs import html as outputs_html
from accord.overview.outputs import prose
from accord.overview.outputs.shapes import SHAPES
from accord.overview.tests.unpacked import is_accessible, unpacked
from accord.record.actions import seal
from accord.record.models import Checkpoint, Topic

pytestmark = pytest.mark.django_db
ENDS = ("/", ".docx", ".csv", ".json")  # what a PDF says is packed; it is set from what these are
FORMULA = "=HYPERLINK(1)"
OTHERS = {
    "ar": "أحكام أخرى", "en": "Other judgements", "es": "Otras valoraciones", "fr": "Autres appréciations",
    "ru": "Другие оценки", "zh": "其他判断",
}  # fmt: skip


class Told(Stage):
    """A report with everything an output draws on; beside it a draft of each kind, an older review and another country's."""

    def __init__(self) -> None:
        super().__init__()
        upr = {"body": "upr", "response_word": "", "recommending": ("XAB",)}
        take([
            row(1, "Prohibit it by law.", **upr, session=41, paragraph="121.10", response="supported", issues=("Law",),
                goals=("16.2",)),
            row(2, FORMULA, **upr, session=41, paragraph="121.9", response="noted", issues=("Law",)),
            row(3, "Count them.", **upr, session=41, paragraph="121.11", response="supported", issues=("Data",)),
            row(4, "Of long ago.", **upr, session=12, paragraph="80.1", response="supported", issues=("Law",)),
            row(5, "Hear children.", body="crc", symbol="CRC/C/XAA/CO/5", paragraph="20", response="not_asked", response_word="",
                issues=("Participation",)),
        ])  # fmt: skip
        self.law = Recommendation.objects.get(paragraph="121.10")
        actions.follow_up(
            Recommendation.objects.get(paragraph="121.9"),
            {"progress": "in_progress", "rationale": "A study is made.", "language": "en"},
            view="government", version=0, by=self.focal,
        )  # fmt: skip
        actions.tie_commitment(self.law, self.commitment, by=self.focal)
        topic = Topic.objects.create(code="sdg-16.2", scheme="sdg", names={"en": "End violence"})
        self.commitment.topics.add(topic)
        draft = actions.draft_commitment({"title": "Secret draft", "text": "Not yet."}, by=self.focal, answers=[self.law])
        actions.add_milestone(draft, text="Secret step", due=date(2099, 1, 1), weight=1, by=self.focal)
        actions.add_milestone(self.commitment, text="Bill read", due=date(2099, 5, 1), weight=1, by=self.focal)
        planned = {"title": "Train judges", "text": "All.", "starts_on": date(2020, 1, 1), "ends_on": date(2099, 6, 1)}
        done = actions.draft_action(planned, by=self.focal, ties=[(self.commitment, "")])
        actions.publish_action(done, by=self.focal)
        actions.draft_action({**planned, "title": "Secret action"}, by=self.focal, ties=[(self.law, "")])
        actions.attest_item(
            self.home,
            "plan",
            status="done",
            words="Costed.",
            evidence="https://plan.example/x",
            language="en",
            version=0,
            by=self.focal,
        )
        Indicator.objects.create(code="16.2.1", names={"en": "Violent discipline"}, unit="percent", sdg="16.2.1", core=True)
        figures = b"indicator,iso3,year,value\n16.2.1,XAA,2015,70\n16.2.1,XAA,2020,61.5\n"
        facts = ReleaseFacts("Office of Statistics", "CC0", "", "", "made.csv", sha256(figures).hexdigest(), world="demo")
        with stage_observations(read_observations(figures), known_to(facts.source, "demo")) as staged:
            assert not add_release(facts, staged).refused
        other = actions.draft_commitment({"title": "Of another country", "text": "Theirs."}, by=self.stranger)
        actions.publish_commitment(other, by=self.stranger)
        value = {"indicator": "16.2.1", "value": "58", "year": 2021, "status": "revised", "source": "Survey of homes"}
        entry = TOLD | {"values": [value]}
        self.report = actions.write_entry(self.report, self.commitment, entry, version=0, by=self.focal).report
        self.until_published_as_told()


@pytest.fixture(scope="module")
def built(one_world: None) -> Told:
    return Told()


@pytest.fixture
def told(built: Told) -> Told:
    caches["reports"].clear()
    return deepcopy(built)


def text_of(client: Client, told: Told, shape: str, end: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/reports/{told.report.ref}/use/{shape}{end}")
    assert answer.status_code == 200
    if end == ".docx":
        return zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    return answer.content.decode(errors="replace")


@pytest.mark.parametrize("end", ["/", ".docx", ".json"])
def test_the_mid_term_report_tells_what_was_done_and_what_comes_next(client: Client, told: Told, end: str) -> None:
    said = text_of(client, told, "upr-mid-term", end)
    for words in ("Said.", "Prohibit it by law.", "Supported", "A study is made.", "A law", "Begun.", "Limited", "Train judges",
                  "Bill read", "Revised value", "Survey of homes", "Data", "Nothing has been told here"):  # fmt: skip
        assert words in said, words
    for absent in ("Secret", "Not yet.", "Of long ago.", "Of another country", "Hear children."):
        assert absent not in said, absent


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("person", ["nobody", "focal"])
def test_drafts_are_in_no_file_of_anyone(told: Told, shape: str, person: str) -> None:
    """Not even of their own country's people: the file is sent on."""
    reader = Client() if person == "nobody" else client_of(told.focal)
    for end in ENDS:
        assert "Secret" not in text_of(reader, told, shape, end)


def test_each_shape_has_what_its_body_asks_for(client: Client, told: Told) -> None:
    crc, vnr, pathfinding = (text_of(client, told, shape, "/") for shape in ("crc-replies", "vnr", "pathfinding"))
    assert "Hear children." in crc
    assert "Prohibit it by law." not in crc
    for words in ("Target 16.2", "End violence", "61.5", "2020", "70 (2015)", "Office of Statistics", "A law", "CC0"):
        assert words in vnr, words
    assert "https://plan.example/x" in pathfinding
    assert pathfinding.count("The country has not told here how far it is.") == 4


OWN = {  # of each body: what its text says, a heading of its PDF, a cell of its table
    "upr-mid-term": ("A study is made.", "By theme", "Count them."),
    "crc-replies": ("Hear children.", "Figures", "Hear children."),
    "vnr": ("Office of Statistics", "By target", "Violent discipline"),
    "pathfinding": ("Costed.", "The five requirements", "https://plan.example/x"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_body_is_told_its_own_in_a_text_and_a_table(client: Client, told: Told, shape: str) -> None:
    words, _heading, cell = OWN[shape]
    assert words in text_of(client, told, shape, ".docx")
    assert cell in text_of(client, told, shape, ".csv")


@pytest.mark.parametrize("shape", SHAPES)
def test_each_body_is_told_its_own_in_a_pdf(client: Client, told: Told, shape: str) -> None:
    made = client.get(f"/en/reports/{told.report.ref}/use/{shape}.pdf").content
    assert f"({OWN[shape][1]})" in unpacked(made)
    assert is_accessible(made)


def test_figures_and_requirements_are_tables_of_their_own_columns(client: Client, told: Told) -> None:
    figures, asked = (list(csv.DictReader(io.StringIO(text_of(client, told, shape, ".csv")))) for shape in ("vnr", "pathfinding"))
    assert list(figures[0]) == [
        "target", "indicator", "name", "sex", "age", "period", "value", "unit", "earliest_year", "earliest_value", "nature",
        "flags", "source", "licence", "dated", "url",
    ]  # fmt: skip
    assert [
        (f["target"], f["indicator"], f["period"], f["value"], f["unit"], f["earliest_year"], f["source"]) for f in figures
    ] == [("16.2", "16.2.1", "2020", "61.5", "percent", "2015", "Office of Statistics")]
    assert list(asked[0]) == ["requirement", "words", "status", "said", "language", "evidence", "told_on"]
    assert [(r["said"], r["evidence"]) for r in asked if r["requirement"] == "plan"] == [("Costed.", "https://plan.example/x")]
    assert len(asked) == 5


def test_a_report_that_is_not_finished_is_no_text_for_others(told: Told) -> None:
    cycle = actions.open_cycle("c2", {"en": "Second"}, opens=date(2021, 1, 1), due=date(2099, 1, 1), world="demo")
    draft = actions.join_cycle(cycle, by=told.focal)
    for reader in (Client(), client_of(told.focal), client_of(told.stranger)):
        assert reader.get(f"/en/reports/{draft.ref}/use/").status_code == 404
        assert {reader.get(f"/en/reports/{draft.ref}/use/{shape}.docx").status_code for shape in SHAPES} == {404}
    assert 'use/"' not in client_of(told.focal).get(f"/en/reports/{draft.ref}/").content.decode()
    assert Client().get(f"/en/reports/{told.report.ref}/use/shadow.pdf").status_code == 404


def test_the_finished_page_leads_there(client: Client, told: Told) -> None:
    assert f'href="/en/reports/{told.report.ref}/use/"' in client.get(told.url).content.decode()
    page = client.get(f"/en/reports/{told.report.ref}/use.json").json()
    assert [s["limit"] for s in page["shapes"]] == [10_700, 21_200, None, None]
    html = client.get(f"/en/reports/{told.report.ref}/use/").content.decode()
    assert "of 10,700 words" in html
    assert "of 21,200 words" in html


def test_the_matrix_is_not_counted(client: Client, told: Told) -> None:
    before = client.get(f"/en/reports/{told.report.ref}/use/upr-mid-term.json").json()
    Recommendation.objects.filter(pk=told.law.pk).update(text="A much longer text of a recommendation than it was before.")
    caches["reports"].clear()
    after = client.get(f"/en/reports/{told.report.ref}/use/upr-mid-term.json").json()
    assert "A much longer text" in str(after)
    assert after["shape"]["words"] == before["shape"]["words"] > 50
    assert [part["code"] for part in after["document"]["parts"] if not part["counted"]] == ["matrix"]


def test_a_long_text_is_told_as_too_long(client: Client, told: Told) -> None:
    type(told.report).objects.filter(pk=told.report.pk).update(summary="word " * 10_700)
    html = client.get(f"/en/reports/{told.report.ref}/use/").content.decode()
    assert html.count("Too long") == 1  # the other limit is twice as high


def test_the_table_is_in_the_columns_that_are_read_in(client: Client, told: Told) -> None:
    said = text_of(client, told, "upr-mid-term", ".csv")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert [r["paragraph"] for r in rows] == ["121.9", "121.10", "121.11"]
    assert [(r["text"], r["progress"], r["commitments"]) for r in rows[:2]] == [
        (f"'{FORMULA}", "in_progress", ""), ("Prohibit it by law.", "", told.commitment.ref),
    ]  # fmt: skip
    again = read_recommendations(said.encode())
    assert [r.text for r in again.rows][1:] == ["Prohibit it by law.", "Count them."]
    assert not again.refused


def test_arabic_runs_from_the_right_in_page_and_files(client: Client, told: Told) -> None:
    said = text_of(client, told, "upr-mid-term", ".docx", "ar")
    assert "<w:bidiVisual/>" in said
    assert said.count("<w:bidi/>") > 10
    assert 'w:bidi="ar-SA"' in said
    pdf = client.get(f"/ar/reports/{told.report.ref}/use/upr-mid-term.pdf").content
    assert pdf.startswith(b"%PDF")
    assert b"ar</rdf:li>" in pdf  # its language
    assert b"/StructTreeRoot" in pdf
    assert '<html lang="ar" dir="rtl">' in text_of(client, told, "upr-mid-term", "/", "ar")


def test_words_of_another_language_keep_their_order_around_emphasis() -> None:
    """Set apart run by run, "The **law** is made." would read "is made. law The" on a page that runs from the right."""
    (block,) = prose.blocks("The **law** is made.", "en")
    assert outputs_html._block(block) == '<p><span lang="en" dir="ltr">The <strong>law</strong> is made.</span></p>\n'


@pytest.mark.parametrize("end", [".docx", ".pdf"])
def test_the_same_facts_give_the_same_bytes(client: Client, told: Told, end: str) -> None:
    address = f"/en/reports/{told.report.ref}/use/upr-mid-term{end}"
    first = client.get(address).content
    caches["reports"].clear()
    assert client.get(address).content == first


def test_the_foot_of_a_pdf_holds_the_checkpoint_of_the_journal(
    client: Client, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    from accord.overview.outputs import files

    seal()
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(files, "print_pdf", lambda template, data, dated: given.append(data) or b"%PDF")
    address = f"/en/reports/{told.report.ref}/use/upr-mid-term.pdf"
    for _time in range(2):
        assert client.get(address).status_code == 200
    held = Checkpoint.objects.latest("size")
    assert [data["labels"]["checkpoint"] for data in given] == [f"Journal at this report: {held.size} lines, root:"]
    assert f"{given[0]['checkpoint']['root']}\n" in held.note
    assert "#say.checkpoint #checkpoint" in files.TEMPLATE.read_text()


def test_what_no_font_draws_is_told_and_tried_once(client: Client, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    from accord.overview.outputs import files

    type(told.report).objects.filter(pk=told.report.pk).update(summary="\U00012000")
    address = f"/en/reports/{told.report.ref}/use/pathfinding.pdf"
    for _time in range(2):
        answer = client.get(address)
        assert answer.status_code == 406
        assert "U+12000" in answer.content.decode()
        monkeypatch.setattr(files, "set_pdf", lambda *told: b"%PDF anew")


def test_it_asks_little_whatever_a_country_has(
    client: Client, told: Told, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for end in ("/", ".docx", ".csv", ".json"):
        caches["reports"].clear()
        with django_assert_max_num_queries(50):
            text_of(client, told, "upr-mid-term", end)
        with django_assert_max_num_queries(12):  # kept until something is written
            text_of(client, told, "crc-replies", end)


def test_a_change_is_in_the_text_at_once(client: Client, told: Told) -> None:
    text_of(client, told, "upr-mid-term", "/")
    new = actions.draft_commitment({"title": "A new promise", "text": "Now."}, by=told.focal, answers=[told.law])
    actions.publish_commitment(new, by=told.focal)
    assert "A new promise" in text_of(client, told, "upr-mid-term", "/")


def test_every_part_is_written_in_every_language(told: Told) -> None:
    from accord.overview.outputs.compose import compose
    from accord.overview.outputs.gather import gather

    inputs = gather(told.report)
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        with translation.override(language):
            for shape in SHAPES.values():
                document = compose(inputs, shape)
                assert document.language == language
                assert {part.code for part in document.parts} >= set(shape.parts) - {"other_commitments"}
                assert OTHERS[language] in [part.title.text for part in document.parts]
