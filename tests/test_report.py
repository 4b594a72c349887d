"""The report prints: tagged, stamped, the same twice, one world only."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from accord.accountability.actions import (
    answer_recommendation,
    draft_commitment,
    join_cycle,
    open_cycle,
    publish_commitment,
    take_step,
    write_entry,
    write_summary,
)  # fmt: skip
from accord.accountability.actions.cards import imported_card
from accord.accountability.models import Commitment, Recommendation
from accord.accountability.states import step_named
from accord.directory.actions import publish_country
from accord.directory.models import Prohibition
from accord.indicators.models import AcceptedSource, Indicator
from accord.indicators.tests.makers import release_of
from accord.kit import clock
from accord.overview.editions import pages
from accord.overview.printing import ROOT
from accord.overview.report.build import build_global_report
from accord.overview.report.chapters.law import PROHIBITION_LIST
from accord.overview.report.gather import gather
from accord.overview.report.pdf import TEMPLATE, pdf_data
from accord.overview.report.value import GlobalReport
from accord.overview.tests.unpacked import is_accessible
from accord.people.models import Area, Capacity, Person
from accord.record.actions import append, publish_card, seal
from accord.record.models import Checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lands() -> None:
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land", "ar": "أرض"})
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Madeupia"})


def test_a_tagged_pdf_comes_out_the_same_twice(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        call_command("report", "global", "--year", "2024", "--out", str(tmp_path / name))
    made = (tmp_path / "one.pdf").read_bytes()
    assert made == (tmp_path / "two.pdf").read_bytes()
    assert is_accessible(made)
    assert b"/MarkInfo" in made
    assert _set_in("/Lang", made) == {b"en"}


def test_it_is_set_in_arabic(tmp_path: Path) -> None:
    call_command("report", "global", "--year", "2024", "--lang", "ar", "--out", str(tmp_path / "ar.pdf"))
    made = (tmp_path / "ar.pdf").read_bytes()
    assert is_accessible(made)
    assert b"/Direction /R2L" in made or b"/Direction/R2L" in made


def test_what_is_printed_has_its_map_its_sources_and_a_link_at_each_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template is given nothing else: a figure without a link, or of a source that the annex does not name, is printed so."""
    monkeypatch.setattr("accord.overview.report.gather.positions", lambda: {"XKA": (0, 0), "XKB": (0, 1)})
    Area.objects.create(code="XKB", iso3="XKB", kind="member_state", names={"en": "Otherland"})
    Prohibition.objects.create(area=Area.objects.get(code="XKA"), year=2010, source="made up", as_of=date(2024, 1, 1))
    indicator = Indicator.objects.create(code="x.1", names={"en": "Examined"}, unit="percent", core=True)
    for source, value in (("One body", 10), ("Other body", 30)):
        AcceptedSource.objects.create(
            indicator=indicator, name=source, role="custodian", accepted_for_global=True, source="made up"
        )
        release_of(f"indicator,iso3,year,sex,value\nx.1,{'XKA' if source == 'One body' else 'XKB'},2020,,{value}\n", source)
    data = pdf_data(build_global_report(2024), "https://accord.example/")
    assert [(t["code"], t["on"], t["url"]) for t in data["map"]["tiles"]] == [
        ("XKA", True, "countries/XKA/"), ("XKB", False, "countries/XKB/"),
    ]  # fmt: skip
    assert data["map"]["svg"].startswith("<svg")
    (chapter,) = data["indicators"]
    assert chapter["url"] == "indicators/x.1/"
    annex = {line["letter"]: line["name"] for line in data["sources"]}
    assert set(annex.values()) == {"One body", "Other body", PROHIBITION_LIST}
    named = [(v["iso3"], v["shown"], annex[v["source"]]) for v in chapter["values"]]
    assert named == [("XKA", "10%", "One body"), ("XKB", "30%", "Other body")]
    assert [v for v in chapter["values"] if not v["url"] or not v["country"]["url"]] == []
    assert [s for s in data["summary"]["stats"] if not s["url"]] == []
    assert [p for p in (*chapter["coverage"], *chapter["paragraphs"]) if re.search(r"\d", p["text"]) and not p["url"]] == []


def test_the_print_has_contents_and_page_numbers() -> None:
    """Asked of the template itself, as the tagged file's streams are pressed."""
    template, style = TEMPLATE.read_text(), (ROOT / "printing/style.typ").read_text()
    assert re.search(r"^#outline\(title: none, depth: 2", template, re.MULTILINE)
    assert "footer: context" in template
    assert "say.footer, pages," in template
    assert "counter(page).display()" in style
    assert "counter(page).final()" in style


def _set_in(name: str, made: bytes) -> set[bytes]:
    return set(re.findall(rb"%s\s*\(([^)]*)\)" % name.encode(), made))


def test_it_is_stamped_and_counts_one_world() -> None:
    real, demo = build_global_report(2024, "real"), build_global_report(2024, "demo")
    assert real.stamp == "Unedited figures"
    assert [real.world, demo.world] == ["real", "demo"]
    assert "Madeupia" not in str(real)
    assert "Madeupia" in str(demo)


def test_arabic_runs_from_the_right() -> None:
    told = build_global_report(2024, "real", "ar")
    assert told.direction == "rtl"
    sentences = [told.title, told.stamp_words, told.summary.finding, told.law.finding, *(m.text for m in told.methods)]
    assert all(any("؀" <= letter <= "ۿ" for letter in sentence) for sentence in sentences)


@pytest.mark.parametrize(("language", "title"), [
    ("es", "Informe mundial sobre los progresos 2024"), ("fr", "Rapport mondial sur les progrès 2024"),
    ("ru", "Глобальный доклад о ходе работы, 2024 год"), ("zh", "2024年全球进展报告"),
])  # fmt: skip
def test_each_reader_has_it_in_their_own_language(client: Client, language: str, title: str) -> None:
    html = client.get(f"/{language}/report/2024/").content.decode()
    assert f"<h1>{title}</h1>" in html
    assert "Unedited figures" not in html


def test_the_page_says_the_same_as_the_file(client: Client, tmp_path: Path) -> None:
    html = client.get("/en/report/2024/").content.decode()
    told = client.get("/en/report/2024.json").json()
    assert told["stamp"] == "Unedited figures"
    assert (html.count("<h1"), "Unedited figures" in html, "Land" in html) == (1, True, True)
    for name in ("one.html", "two.html"):
        call_command("report", "global", "--year", "2024", "--site", "https://accord.example", "--out", str(tmp_path / name))
    made = (tmp_path / "one.html").read_text()
    assert made == (tmp_path / "two.html").read_text()
    assert 'href="https://accord.example/en/countries/XKA/"' in made
    assert "<script" not in made
    assert told["summary"]["finding"] in made


def test_the_newest_checkpoint_is_in_the_foot(client: Client, tmp_path: Path) -> None:
    """An input like others: the same records and the same checkpoint give the same bytes, another checkpoint gives others."""
    assert build_global_report(2024).checkpoint is None
    made = []
    for _time in range(2):
        append("noted", None)
        seal()
        for name in ("one.pdf", "two.pdf"):
            call_command("report", "global", "--year", "2024", "--out", str(tmp_path / name))
        assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
        told = build_global_report(2024)
        root = Checkpoint.objects.latest("size").note.split("\n")[2]
        assert told.checkpoint
        assert told.checkpoint.root == pdf_data(told, "")["checkpoint"]["root"] == root
        assert str(told.checkpoint.size) in pdf_data(told, "")["labels"]["checkpoint"]
        assert root in client.get("/en/report/2024/").content.decode()
        made.append((told.inputs_digest, (tmp_path / "one.pdf").read_bytes()))
    assert made[0][0] != made[1][0]
    assert made[0][1] != made[1][1]


def test_a_change_is_in_the_page_at_once(client: Client) -> None:
    client.get("/en/report/2024/")
    publish_country(Area.objects.create(code="XKB", iso3="XKB", kind="member_state", names={"en": "Otherland"}))
    append("country_added", None)
    assert "Otherland" in client.get("/en/report/2024/").content.decode()


def test_a_country_counts_once_whatever_its_sources_call_a_total() -> None:
    indicator = Indicator.objects.create(code="x", names={"en": "X"}, unit="percent", core=True)
    for source, sex, value in (("One", "T", 10), ("Other", "", 30), ("Nobody knows", "", 50)):
        if source != "Nobody knows":  # a source that the custodian does not accept counts for nothing
            AcceptedSource.objects.create(indicator=indicator, name=source, role="custodian", accepted_for_global=True)
        release_of(f"indicator,iso3,year,sex,value\n{indicator.code},XKA,2020,{sex},{value}\n", source)
    told = build_global_report(2024).indicators[0]
    assert [bar.value for bar in told.charts[0].bars] == [1, 0, 0, 0]
    assert [value.shown for value in told.values] == ["30%"]


def test_a_made_up_figure_links_to_no_list_of_real_ones(tmp_path: Path) -> None:
    call_command("report", "global", "--year", "2024", "--world", "demo", "--out", str(tmp_path / "demo.html"))
    made = (tmp_path / "demo.html").read_text()
    assert f'href="{settings.SITE}/en/countries/XAA/"' in made
    assert not [part for part in ("commitments", "recommendations", "directory", "know") if f'/en/{part}/"' in made]


def _advice(number: int, session: int, response: str, word: str = "Noted") -> Recommendation:
    made = Recommendation.objects.create(
        ref=f"XKA-upr{session}-{number}", key=str(number), area=Area.objects.get(code="XKA"), from_words="x", text="Do it",
        response=response, response_word=word, session=session, source="made up",
    )  # fmt: skip
    publish_card(imported_card(made.ref, "recommendation", "recommendations", made.area, made.text, ""))
    return made


def test_recommendations_and_answers_after_the_year_do_not_count() -> None:
    """Session 14 met in 2012, session 20 in 2014; the answer came in 2016 and was changed in 2018."""
    focal = Capacity.objects.create(
        person=Person.objects.create_user("a@x.example"), role="focal_point", area=Area.objects.get(code="XKA")
    )
    early, _late = _advice(1, 14, "pending"), _advice(2, 20, "supported")
    for year, response, version in ((2016, "supported", 1), (2018, "not_supported", 2)):
        with clock.standing_at(datetime(year, 5, 5, tzinfo=UTC)):
            answer_recommendation(early, response=response, reason="So.", version=version, by=focal)
    told = {
        year: {(r.session, r.response) for r in gather(year, "real").recommendations} for year in (2011, 2012, 2015, 2017, 2018)
    }
    assert told == {
        2011: set(), 2012: {(14, "pending")}, 2015: {(14, "pending"), (20, "supported")},
        2017: {(14, "supported"), (20, "supported")}, 2018: {(14, "not_supported"), (20, "supported")},
    }  # fmt: skip
    assert "UPR sessions 14 to 14: those held here that met until the end of 2012." in str(build_global_report(2012))


def test_commitments_and_reports_stand_as_they_did_in_the_year() -> None:
    area = Area.objects.get(code="XKA")
    person = Person.objects.create_user("a@x.example")
    focal, validator = (Capacity.objects.create(person=person, role=role, area=area) for role in ("focal_point", "validator"))
    Commitment.objects.create(ref="XKA-pledge14-1", key="p", kind="pledge", area=area, text="We pledge.", session=14, source="x")
    with clock.standing_at(datetime(2020, 3, 1, tzinfo=UTC)):
        made = draft_commitment({"title": "A law", "text": "A law."}, by=focal)
    with clock.standing_at(datetime(2021, 3, 1, tzinfo=UTC)):
        publish_commitment(made, by=focal)
        cycle = open_cycle("c1", {"en": "First cycle"}, opens=date(2021, 4, 1), due=date(2021, 10, 1))
        report = join_cycle(cycle, by=focal)
    report = write_summary(report, summary="Said.", language="en", version=1, by=focal)
    write_entry(report, made, {"completion": "limited", "rationale": "x", "evidence": ""}, version=0, by=focal)
    with clock.standing_at(datetime(2022, 2, 1, tzinfo=UTC)):
        report = take_step(report, step_named("sign"), by=validator)
        take_step(report, step_named("submit"), by=focal)
    kinds = {year: gather(year, "real").promises.commitments.get("XKA", {}) for year in (2011, 2012, 2020, 2021)}
    assert kinds == {2011: {}, 2012: {"pledge": 1}, 2020: {"pledge": 1}, 2021: {"pledge": 1, "commitment": 1}}
    states = {year: [r.state for r in gather(year, "real").promises.reports] for year in (2020, 2021, 2022)}
    assert states == {2020: [], 2021: ["not_submitted"], 2022: ["late"]}
    assert "First cycle: open from 1 April 2021, reports due on 1 October 2021." in str(build_global_report(2022))


@pytest.mark.parametrize("year", [1999, 2999])
def test_a_year_without_a_report_is_not_found(client: Client, year: int) -> None:
    assert client.get(f"/en/report/{year}/").status_code == 404
    assert client.get(f"/en/report/{year}/unedited.pdf").status_code == 404


def test_unedited_figures_come_as_a_pdf_that_is_set_once_for_what_they_say(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[GlobalReport] = []
    monkeypatch.setattr(pages, "render_pdf", lambda report, site: made.append(report) or b"%PDF")
    for world, asked in (("real", ""), ("demo", "?world=demo"), ("demo", "?world=demo")):
        url = f"/en/report/2024/unedited.pdf{asked}"
        assert f'href="{url}"' in client.get(f"/en/report/2024/{asked}").content.decode()
        answer = client.get(url)
        assert (answer.content, answer["Content-Type"]) == (b"%PDF", "application/pdf")
        assert f"report-2024-{world}-en.pdf" in answer["Content-Disposition"]
    assert [report.world for report in made] == ["real", "demo"]


def test_worlds_are_apart_on_the_page(client: Client) -> None:
    assert "Madeupia" not in client.get("/en/report/2024/").content.decode()
    demo = client.get("/en/report/2024/?world=demo").content.decode()
    assert "Madeupia" in demo
    assert 'class="notice demo"' in demo


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        call_command("report", "global", "--year", "2024", "--out", str(tmp_path / "x.docx"))
