"""Editions as they are read: nothing leaks before the hour, frozen figures do not move, the same bytes come out again."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import FactCheck, FrozenFigures, SectionText
from accord.accountability.tests.test_editions import WRONG, Desk
from accord.directory.actions import publish_country
from accord.directory.models import Prohibition
from accord.kit import clock
from accord.overview.report.editions import build_edition
from accord.overview.report.entries import entry_digests
from accord.overview.report.frozen import Spoilt
from accord.overview.report.gather import gather
from accord.overview.report.page import render_html
from accord.overview.report.pdf import render_pdf
from accord.overview.report.value import GlobalReport
from accord.overview.tests.unpacked import is_accessible, unpacked
from accord.people.models import Person
from accord.record.actions import append, hold, seal
from accord.record.models import Card, Event

pytestmark = pytest.mark.django_db
SECRET = "Thunderous foreword"
UNTIL = datetime(2099, 1, 1, 9, tzinfo=UTC)


class Printed(Desk):
    """With what figures are drawn from, and a text that nobody is to see too early."""

    def __init__(self) -> None:
        super().__init__()
        Prohibition.objects.create(area=self.home, year=2010, source="Made up", as_of="2024")
        for area in (self.home, self.far, self.mute):
            publish_country(area)

    def _send(self) -> None:
        self.write(f"{SECRET}: **four** joined.")
        inputs = gather(2024, "demo")
        self.edition = actions.freeze_figures(self.edition, inputs.text, by=self.one)
        self.step("check", days=14, entries=entry_digests(inputs))


@pytest.fixture(scope="module")
def built(one_world: None) -> Printed:
    return Printed()


@pytest.fixture
def desk(built: Printed) -> Printed:
    caches["reports"].clear()
    return deepcopy(built)


def client_of(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


PLACES = (
    "",
    "report.pdf",
    "checks/",
    "checks/XAA/",
    "desk/",
    "step/publish/",
    "errata/new/",
    "sections/s1/en/",
    "title/",
    "freeze/",
)


@pytest.mark.parametrize("state", ["outline", "drafting", "checking", "approved", "embargoed"])
def test_before_the_hour_nothing_of_it_is_anywhere(desk: Printed, state: str, tmp_path: Path) -> None:
    """Pages, values, PDF, search, lists, proofs, events, the command: for a stranger and for people of countries."""
    desk.until(state)
    base = f"/en/report/editions/{desk.edition.ref}"
    with clock.standing_at(UNTIL - timedelta(seconds=1)):
        if state == "embargoed":
            desk.edition.embargo_until = UNTIL
            desk.edition.save()
    for person in (None, desk.stranger.person, desk.author.person):
        client = client_of(person)
        for place in PLACES:
            told = client.get(f"{base}/{place}")
            assert told.status_code == 404 or "/accounts/login/" in told.get("Location", ""), place
        for path in (
            f"{base}.json",
            f"{base}/checks.json",
            f"{base}/checks/XAA.json",
            f"/en/verify/editions/{desk.edition.ref}/",
        ):
            assert client.get(path).status_code == 404, path
        for path in (
            "/en/report/?world=demo",
            "/en/report.json?world=demo",
            "/en/report/2024/?world=demo",
            "/en/report/2024.json?world=demo",
            "/en/search.json?q=Thunderous&world=demo",
            "/en/search.json?q=demonstration&kind=edition&world=demo",
        ):
            told = client.get(path)
            text = told.content.decode()
            assert "Thunderous" not in text.replace("q=Thunderous", "").replace('"query": "Thunderous"', ""), path
            assert desk.edition.ref not in text, path
            if "search" in path:
                assert told.json()["total"] == 0, path
        assert "editions" in client.get("/en/report.json?world=demo").json()
        assert client.get("/en/report.json?world=demo").json()["editions"] == []
    assert not Event.objects.filter(card_ref__startswith="editions/").exclude(audience__code="officers").exists()
    with pytest.raises(SystemExit):
        call_command("report", "global", year=2024, world="demo", edition="1", out=tmp_path / "x.html", stderr=StringIO())
    call_command("report", "global", year=2024, world="demo", out=tmp_path / "y.html", stdout=StringIO(), stderr=StringIO())
    assert "Unedited figures" in (tmp_path / "y.html").read_text()


def test_an_officer_reads_it_before_and_everyone_from_the_hour_on(desk: Printed) -> None:
    desk.until("approved")
    desk.step("embargo", until=UNTIL)
    url = f"/en/report/editions/{desk.edition.ref}/"
    officer = client_of(desk.three.person).get(url).content.decode()
    assert SECRET in officer
    assert "Only officers see it" in officer
    with clock.standing_at(UNTIL - timedelta(seconds=1)):
        call_command("seal", stdout=StringIO())
        assert Client().get(url).status_code == 404
    with clock.standing_at(UNTIL):
        call_command("seal", stdout=StringIO())  # as every minute
    told = Client().get(url).content.decode()
    assert SECRET in told
    assert "Only officers see it" not in told
    assert Client().get("/en/report/2024/?world=demo").content.decode().count(SECRET) == 1
    assert SECRET not in Client().get("/en/report/2024/?world=demo&edition=none").content.decode()
    assert Client().get("/en/search.json?q=Thunderous&world=demo").json()["total"] == 1
    assert Client().get(f"/en/verify/editions/{desk.edition.ref}.json").status_code == 200


def test_frozen_figures_do_not_move(desk: Printed) -> None:
    desk.until("published")
    before = build_edition(desk.edition, "en")
    assert since(before) == ["2010", "–", "–"]
    Prohibition.objects.update(year=2012)
    Prohibition.objects.create(area=desk.far, year=2020, source="Made up", as_of="2024")
    append("noted", None)
    seal()
    assert build_edition(desk.edition, "en") == before
    live = Client().get("/en/report/2024.json?world=demo&edition=none").json()
    shown = Client().get("/en/report/2024.json?world=demo").json()
    told = [[row[1]["text"] for row in one["countries"]["rows"]] for one in (live, shown)]
    assert told == [["2012", "2020", "–"], ["2010", "–", "–"]]
    FrozenFigures.objects.update(packed=b"spoilt")
    desk.edition.refresh_from_db()
    with pytest.raises(Spoilt):
        build_edition(desk.edition, "en")


def since(report: GlobalReport) -> list[str]:
    """The years that the table of countries shows."""
    return [row[1].text for row in report.countries.rows]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_edition_gives_the_same_bytes(desk: Printed, language: str) -> None:
    append("noted", None)
    seal()
    desk.until("published")
    made = [(render_pdf(report), render_html(report)) for report in (build_edition(desk.edition, language) for _n in range(2))]
    assert made[0] == made[1]
    append("noted", None)
    seal()
    again = build_edition(desk.edition, language)
    assert (render_pdf(again), render_html(again)) == made[0]
    assert again.checkpoint
    assert again.checkpoint.root in made[0][1]
    assert is_accessible(made[0][0])
    assert f"/{language}/verify/)" in unpacked(made[0][0])  # in the body: the foot has no link


def test_a_title_in_another_language_is_marked(desk: Printed) -> None:
    desk.until("published")
    told = build_edition(desk.edition, "fr")
    assert (told.title, told.title_lang, told.language) == (desk.edition.titles["en"], "en", "fr")
    assert f'<h1><span lang="en" dir="ltr">{told.title}</span></h1>' in render_html(told)
    assert build_edition(desk.edition, "en").title_lang == ""


NASTY = """# A *heading* with `code`

> > deep

1. one
   - two

     three
2.

| a | b |
|---|---|
| | **x** `y` |
| only |

[](https://x.example) [a](javascript:alert(1)) ![](https://x.example/p.png) <script>alert(1)</script> #let x = 1 $ \\ @ref

```
#set page(fill: red)
```

---
"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whatever_is_typed_is_printed_and_none_of_it_is_the_printers_markup(desk: Printed, language: str) -> None:
    desk.until("drafting")
    desk.write(NASTY + "عربي `عربي` and English.")
    desk.edition = actions.freeze_figures(desk.edition, gather(2024, "demo").text, by=desk.one)
    report = build_edition(desk.edition, language)
    assert render_pdf(report).startswith(b"%PDF")
    html = render_html(report)
    assert "<script" not in html
    assert "javascript:" not in html.replace("javascript:alert(1))", "")


def test_a_letter_that_no_font_draws_is_told_on_the_page(desk: Printed) -> None:
    desk.until("drafting")
    desk.write("A sign: \U00012000.")
    desk.edition = actions.freeze_figures(desk.edition, gather(2024, "demo").text, by=desk.one)
    told = client_of(desk.one.person).get(f"/en/{desk.edition.url}report.pdf")
    assert (told.status_code, "U+12000" in told.content.decode()) == (406, True)
    assert "PDF in English" not in told.content.decode()
    told = client_of(desk.one.person).get(f"/fr/{desk.edition.url}report.pdf")
    assert f'href="/en/{desk.edition.url}report.pdf" lang="en" dir="ltr" hreflang="en">PDF in English' in told.content.decode()


def test_the_command_prints_the_newest_edition_and_says_which(desk: Printed, tmp_path: Path) -> None:
    desk.until("published")
    told = {}
    for asked in ("", "1", "none"):
        out = StringIO()
        call_command("report", "global", year=2024, world="demo", edition=asked, out=tmp_path / "x.html", json=True, stdout=out,
                     stderr=StringIO())  # fmt: skip
        told[asked] = (json.loads(out.getvalue())["edition"], SECRET in (tmp_path / "x.html").read_text())
    assert told == {"": (desk.edition.ref, True), "1": (desk.edition.ref, True), "none": ("", False)}


def test_an_erratum_stands_on_the_first_page_and_beside_its_place(desk: Printed) -> None:
    desk.until("published")
    for place, was, now in (("s1", "**four** joined", "**five** joined"), ("summary", "41.5%", "42.5%")):
        given = {"place": place, "language": "en", "was": was, "now": now, "reason": "Counted anew."}
        one = actions.write_erratum(desk.edition, given, by=desk.one)
        assert "Counted anew." not in Client().get(f"/en/{desk.edition.url}").content.decode() or place == "summary"
        actions.publish_erratum(one, by=desk.two)
    html = Client().get(f"/en/{desk.edition.url}").content.decode()
    assert html.count("Erratum 1, ") == 3  # in the lines, among the errata, in its section
    assert html.count("Erratum 2, ") == 3
    assert f"{SECRET}: <strong>five</strong> joined" in html
    assert f"{SECRET}: <strong>four</strong> joined" in html  # as it was first published
    assert html.index("Erratum 2, ") < html.index('id="summary"') < html.rindex("Erratum 2, ")


def test_answers_of_countries_are_public_with_it_and_silence_is_told(desk: Printed) -> None:
    desk.until("checking")
    actions.answer_check(desk.check(), WRONG, version=1, by=desk.focal)
    actions.reply_to_check(desk.check(), {"outcome": "stands", "text": "The source says so."}, version=2, by=desk.one)
    with clock.standing_at(clock.now() + timedelta(days=15)):
        for by in (desk.one, desk.two):
            desk.step("approve", by)
        desk.step("publish")
    html = Client().get(f"/en/{desk.edition.url}checks/").content.decode()
    assert [text in html for text in ("Not correct", "It is 12.", "The source says so.", "No answer")] == [True] * 4
    assert "1 country has no focal point here and was not asked." in html
    one = Client().get(f"/en/{desk.edition.url}checks/XAA.json").json()
    assert (one["verdict"], one["entry"][0]["facts"][0]["said"]) == ("not_correct", "2010")
    assert Client().get(f"/en/{desk.edition.url}checks/XAC/").status_code == 200


def test_pages_ask_little(desk: Printed, django_assert_max_num_queries: Callable[..., Any]) -> None:
    desk.until("published")
    officer, focal = client_of(desk.two.person), client_of(desk.focal.person)
    for client, path, most in (
        (Client(), "report/?world=demo", 12), (Client(), "report/2024/?world=demo", 20), (Client(), desk.edition.url, 20),
        (Client(), f"{desk.edition.url}checks/", 20), (Client(), f"{desk.edition.url}checks/XAA/", 15),
        (officer, desk.edition.desk_url, 40), (focal, "my/", 40),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert client.get(f"/en/{path}").status_code == 200, path


def test_forms_lead_all_the_way(desk: Printed) -> None:
    """Each form by its address: what it asks for is taken, what is stale is answered with 409."""
    officer, second, focal = (client_of(hat.person) for hat in (desk.one, desk.two, desk.focal))
    url = f"/en/{desk.edition.url}"

    def send(client: Client, path: str, status: int = 302, **given: Any) -> str:
        page = client.get(f"{url}{path}")
        assert page.status_code == 200, path
        form = page.context["form"]
        hidden = {name: form[name].value() for name in ("version", "draft", "shown", "once") if form[name].value() is not None}
        told = client.post(f"{url}{path}", hidden | given)
        assert told.status_code == status, (path, told.content.decode()[-3000:])
        return str(told.get("Location", ""))

    send(officer, "sections/new/", heading="After all", chapter="back", place="2")
    send(officer, "sections/s2/move/", chapter="law", place="1")
    send(officer, "sections/s2/remove/")
    send(officer, "title/", title_en="Report", title_ar="تقرير")
    send(officer, "sections/s1/authors/", 422, email="nobody@demo.example", credit="N.")
    send(officer, "sections/s1/authors/", email=desk.author.person.email, credit="A. Author")
    send(officer, "step/draft/")
    author = client_of(desk.author.person)
    assert send(author, "sections/s1/en/", heading="Foreword", text=f"{SECRET}.") == "/en/my/"
    send(author, "sections/s1/ar/", heading="تمهيد", text="نص.")
    send(officer, "freeze/")
    send(officer, "step/check/", days="14")
    send(focal, "checks/XAA/answer/", 422, verdict="not_correct", text="", source="")
    send(focal, "checks/XAA/answer/", verdict="not_correct", text="It is 12.", source="https://gazette.example/1")
    send(officer, "checks/XAA/reply/", outcome="stands", text="The source says 41.5.")
    send(client_of(desk.stranger.person), "checks/XAB/answer/", verdict="correct", text="", source="")
    assert officer.post(f"{url}step/approve/", {"version": "0", "shown": "ab"}).status_code == 409
    send(officer, "step/approve/")
    send(second, "step/approve/")
    send(officer, "step/embargo/", 422, until="2020-01-01T09:00")
    assert send(second, "step/publish/").endswith(f"{desk.edition.ref}/")
    assert "A. Author" in Client().get(url).content.decode()
    assert "تمهيد" in Client().get(url.replace("/en/", "/ar/")).content.decode()
    send(officer, "errata/new/", place="s1", language="en", was=SECRET, now="Quiet foreword", reason="Tone.")
    number = desk.edition.errata.get().pk
    assert officer.get(f"{url}errata/{number}/publish/").status_code == 404
    send(second, f"errata/{number}/publish/")
    assert "Quiet foreword" in Client().get(url).content.decode()


def test_an_embargo_is_set_by_its_form_and_holds_to_the_minute(desk: Printed) -> None:
    """The hour is of UTC; until then an officer alone reads it, and the minute's work publishes it."""
    desk.until("approved")
    officer, url = client_of(desk.three.person), f"/en/{desk.edition.url}"
    form = officer.get(f"{url}step/embargo/").context["form"]
    hidden = {name: form[name].value() for name in ("version", "draft", "shown", "once")}
    given = hidden | {"until": UNTIL.strftime("%Y-%m-%dT%H:%M")}
    assert officer.post(f"{url}step/embargo/", given)["Location"] == f"/en/{desk.edition.desk_url}"
    desk.edition.refresh_from_db()
    assert (desk.edition.state, desk.edition.embargo_until) == ("embargoed", UNTIL)
    told = Event.objects.get(verb="edition_embargo")
    assert (told.capacity, told.audience.code) == (desk.three, "officers")
    assert officer.get(url).status_code == 200
    for moment, status in ((UNTIL - timedelta(minutes=1), 404), (UNTIL, 200)):
        with clock.standing_at(moment):
            call_command("seal", stdout=StringIO())
            assert Client().get(url).status_code == status, moment


def test_what_was_typed_too_late_is_told_and_not_lost(desk: Printed) -> None:
    """The edition went on while an author, a country and an officer were typing; who never might gets the same 404 as ever."""
    desk.until("approved")
    base, once = f"/en/report/editions/{desk.edition.ref}/", {"once": "ab" * 16}
    late = ((desk.one, "sections/s1/en/", {"heading": "Foreword", "text": "A swansong.", "version": "2"}),
            (desk.focal, "checks/XAA/answer/", WRONG | {"text": "A swansong.", "version": "2"}),
            (desk.one, "checks/XAA/reply/", {"outcome": "stands", "text": "A swansong.", "version": "2"}))  # fmt: skip
    for who, path, fields in late:
        told = client_of(who.person).post(f"{base}{path}", fields | once)
        assert (told.status_code, "A swansong." in told.content.decode()) == (409, True), path
        for other in (desk.stranger, desk.author):
            assert client_of(other.person).post(f"{base}{path}", fields | once).status_code == 404, path
    assert "A swansong." not in str(list(SectionText.objects.values("text"))) + str(list(FactCheck.objects.values()))


def test_a_hidden_edition_is_hidden_at_each_of_its_addresses(desk: Printed, tmp_path: Path) -> None:
    desk.until("published")
    base, seen = f"/en/report/editions/{desk.edition.ref}", "/en/report/2024/?world=demo"
    paths = [f"{base}/", f"{base}.json", f"{base}/report.pdf", f"{base}/checks/", f"{base}/checks.json", f"{base}/checks/XAA/",
             f"{base}/checks/XAA.json"]  # fmt: skip
    assert {path: Client().get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert "Thunderous" in Client().get(seen).content.decode()
    hold(Card.objects.get(ref=f"editions/{desk.edition.ref}"), ground="child")
    assert {path: Client().get(path).status_code for path in paths} == dict.fromkeys(paths, 410)
    assert "Thunderous" not in Client().get(seen).content.decode()
    assert desk.edition.ref not in Client().get("/en/report.json?world=demo").content.decode()
    with pytest.raises(SystemExit):
        call_command("report", "global", year=2024, world="demo", edition="1", out=tmp_path / "x.html", stderr=StringIO())
