"""The joint work plan: rows, agreement, progress, tables in and out, gaps and overlaps, a country's page."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from accord.accountability import actions as planning
from accord.directory.tests.makers import client_of
from accord.formats.spreadsheet import write_workbook
from accord.kit import clock
from accord.people.models import Capacity, Role
from accord.record.actions import Conflict
from accord.record.models import Event, Link, Topic
from accord.record.owing import of_person
from accord.spaces.actions import workplan
from accord.spaces.forms.fields import Countries
from accord.spaces.models import JointAction, Platform
from accord.spaces.reads.workplan import action_page, work_plan
from accord.spaces.tests.makers import Stage, again, topic

pytestmark = pytest.mark.django_db


def row(stage: Stage, **more: Any) -> dict[str, Any]:
    return {
        "title": "Train border staff", "text": "Forty of them.", "language": "en", "organisation": stage.forum, "who": "",
        "provinces": ["North"], "starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=90), "needs": "A car",
        "offers": "A handbook", "solution": None, "areas": [stage.here, stage.there], "topics": [stage.law, stage.justice],
    } | more  # fmt: skip


def proposed(stage: Stage, platform: Platform, by: Capacity | None = None, **more: Any) -> JointAction:
    return workplan.propose_action(platform, row(stage, **more), by=by or stage.convener)


def test_a_row_is_entered_by_one_short_form(stage: Stage, client: Client) -> None:
    found = stage.platform()
    given = {"title": "Train", "who": "River police", "areas": "XAA; Land XAB", "provinces": "North\nSouth", "language": "en",
             "strategies": ["inspire-i1"], "sectors": ["justice"], "starts_on": "2027-01-01"}  # fmt: skip
    assert client_of(stage.focal.person).post(f"/en/{found.url}actions/new/", given).status_code == 302
    page = client.get(f"/en/work-plan.json?platform={found.ref}").json()
    assert page["count"] == 1
    one = page["rows"][0]
    assert (one["who"], [c["code"] for c in one["countries"]], one["provinces"]) == (
        "River police",
        ["XAA", "XAB"],
        ["North", "South"],
    )
    assert one["people_reached"] is None
    for bad in ({"who": ""}, {"areas": ""}, {"ends_on": "2026-01-01"}):
        assert client_of(stage.focal.person).post(f"/en/{found.url}actions/new/", given | bad).status_code == 422, bad


@pytest.mark.parametrize("typed", ["XAA, XAB", "XAA; Land XAB", "land xaa\nXAB,", "XAA، XAB", "XAA、XAB；XAA"])
def test_countries_are_named_as_people_type_them(stage: Stage, typed: str) -> None:
    field = Countries(label="Countries")
    field.world = "demo"
    assert [area.code for area in field.clean(typed)] == ["XAA", "XAB"]
    with pytest.raises(ValidationError, match=r"named Atlantis\."):
        field.clean(f"{typed}, Atlantis")


def test_a_row_that_is_under_way_is_entered_whole(stage: Stage, client: Client) -> None:
    found, inside = stage.platform(), client_of(stage.focal.person)
    given = {"title": "Train", "who": "Police", "areas": "XAA", "language": "en", "status": "under_way", "people_reached": "0"}
    assert inside.post(f"/en/{found.url}actions/new/", given | {"people_reached": "many"}).status_code == 422
    assert inside.post(f"/en/{found.url}actions/new/", given).status_code == 302
    made = JointAction.objects.get()
    assert (made.status, made.people_reached, made.version, made.told_version) == ("under_way", 0, 1, 2)
    assert list(Event.objects.filter(card__ref=made.card_ref).values_list("verb", flat=True).order_by("id")) == [
        "action_proposed", "joint_action_told"
    ]  # fmt: skip


def test_it_is_agreed_when_each_country_named_agreed_to_this_wording(stage: Stage) -> None:
    made = proposed(stage, stage.platform())
    workplan.agree_to(made, version=1, by=stage.focal)
    assert JointAction.objects.get().agreed_on is None
    with pytest.raises(ValidationError, match="already"):
        workplan.agree_to(made, version=1, by=stage.focal)
    workplan.agree_to(made, version=1, by=stage.other)
    assert JointAction.objects.get().agreed_on == clock.today()
    with pytest.raises(Conflict):
        workplan.reword_action(made, row(stage, title="More"), version=1, by=stage.convener)
    workplan.reword_action(made, row(stage, title="More"), version=1, by=stage.convener, reason="Wider.")
    assert JointAction.objects.get().agreed_on is None
    with pytest.raises(Conflict):
        workplan.agree_to(made, version=1, by=stage.focal)
    lines = action_page(made.ref, again(stage.focal.person)).agreements
    assert [(line.country.code, line.on, line.earlier) for line in lines] == [("XAA", None, True), ("XAB", None, True)]
    assert Event.objects.filter(verb="action_agreed").count() == 2


def test_a_country_asks_for_another_wording_and_is_asked_anew_once_it_stands(stage: Stage, client: Client) -> None:
    made = proposed(stage, stage.platform())
    focal, path, given = client_of(stage.focal.person), f"/en/{made.url}wording/", {"language": "en", "version": "1"}
    waits = f"{made.platform.url}agree/"
    assert waits in {asked.duty.url for asked in of_person(again(stage.focal.person))}
    for role in (Role.VALIDATOR, Role.ORG_MEMBER, Role.SECRETARIAT):
        assert client_of(stage.hats[role].person).get(path).status_code == 404, role
    assert focal.post(path, given).status_code == 422
    assert focal.post(path, given | {"text": "Only by day."}).status_code == 302
    assert focal.post(path, given | {"text": "And by night."}).status_code == 422
    html = client.get(f"/en/{made.url}").content.decode()
    assert "Only by day." in html
    assert waits not in {asked.duty.url for asked in of_person(again(stage.focal.person))}
    page = action_page(made.ref, again(stage.focal.person))
    assert (page.may_agree, page.may_ask) == (True, False)  # it may agree all the same
    workplan.reword_action(made, row(stage, title="By day"), version=1, by=stage.convener)
    assert waits in {asked.duty.url for asked in of_person(again(stage.focal.person))}
    assert focal.post(path, given | {"text": "Stale."}).status_code == 409
    assert "Only by day." not in str(action_page(made.ref, again(stage.focal.person)).agreements)


def test_only_focal_points_of_countries_named_agree(stage: Stage) -> None:
    made = proposed(stage, stage.platform(), areas=[stage.here])
    for hat in (
        stage.other,
        stage.convener,
        stage.hats[Role.VALIDATOR],
        stage.hats[Role.ORG_MEMBER],
        stage.hats[Role.SECRETARIAT],
    ):
        assert client_of(hat.person).get(f"/en/{made.url}agree/").status_code == 404, hat
    with pytest.raises(ValidationError, match="names"):
        workplan.agree_to(made, version=1, by=stage.other)
    assert client_of(stage.focal.person).post(f"/en/{made.url}agree/", {"version": "1"}).status_code == 302


def test_a_country_agrees_to_several_at_once(stage: Stage) -> None:
    found = stage.platform()
    made = [proposed(stage, found, title=f"Action {n}") for n in range(3)]
    proposed(stage, found, title="Far", areas=[stage.far])
    client, path = client_of(stage.focal.person), f"/en/{found.url}agree/"
    html = client.get(path).content.decode()
    assert "Action 2" in html
    assert "Far" not in html
    ticked = [f"{a.ref}@1" for a in made[:2]]
    assert client.post(path, {"actions": ticked}).status_code == 302
    assert Event.objects.filter(verb="action_agreed").count() == 2
    workplan.reword_action(made[2], row(stage, title="Action 2b"), version=1, by=stage.convener)
    assert client.post(path, {"actions": [f"{made[2].ref}@1"]}).status_code == 422  # another wording than was shown


def test_progress_is_told_apart_from_the_wording(stage: Stage) -> None:
    made = workplan.tell_progress(
        proposed(stage, stage.platform()), status="under_way", people_reached=40, version=1, by=stage.convener
    )
    assert (made.version, made.told_version) == (1, 2)
    with pytest.raises(Conflict):
        workplan.tell_progress(made, status="done", people_reached=1, version=1, by=stage.convener)
    assert action_page(made.ref, again(stage.focal.person)).history[0].about == "Planned → Under way"


def test_the_organisation_that_does_it_tells_how_far_it_is_and_rewords_nothing(stage: Stage) -> None:
    found = stage.platform("transparent")
    made, doer = proposed(stage, found), stage.hats[Role.ORG_MEMBER]
    client, told = client_of(doer.person), {"status": "done", "people_reached": "12", "version": "1"}
    assert client.post(f"/en/{made.url}tell/", told).status_code == 404  # no member
    stage.take_in(found, doer)
    assert f"{made.url}tell/" in client.get(f"/en/{made.url}").content.decode()
    assert client.get(f"/en/{made.url}edit/").status_code == 404
    assert client.post(f"/en/{made.url}tell/", told).status_code == 302
    other = proposed(stage, found, organisation=None, who="Police")
    assert client.get(f"/en/{other.url}tell/").status_code == 404


def sent(rows: list[list[Any]], head: list[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.xlsx", write_workbook({"work plan": [head, *rows]}))


def test_the_plan_goes_out_and_comes_back_as_a_table(stage: Stage) -> None:
    found = stage.platform()
    made = proposed(stage, found, provinces=["River", "North"])
    client, path = client_of(stage.convener.person), f"/en/{found.url}actions/load/"
    book = load_workbook(BytesIO(client.get(f"/en/work-plan.xlsx?platform={found.ref}&world=demo").content))
    head, first = ([cell.value for cell in one] for one in book.active.iter_rows())
    unchanged = list(first)
    assert client.post(path, {"file": sent([unchanged], head)}).status_code == 302
    assert JointAction.objects.get().version == 1
    first[head.index("title")], first[head.index("people_reached")] = "Train all staff", 12
    new = [None] * len(head)
    for name, value in (
        ("title", "Write a handbook"),
        ("countries", "XAA, Land XAB"),
        ("other_organisation", "Police"),
        ("sectors", "Justice"),
    ):
        new[head.index(name)] = value
    assert client.post(path, {"file": sent([first, new], head)}).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.version, made.people_reached) == ("Train all staff", 2, 12)
    assert [area.code for area in JointAction.objects.last().areas.order_by("code")] == ["XAA", "XAB"]
    assert JointAction.objects.count() == 2
    again_sent = client.post(path, {"file": sent([first], head)})
    assert again_sent.status_code == 422
    assert "was changed after this file was written" in again_sent.content.decode()


def test_a_table_with_a_fault_writes_nothing_and_tells_each(stage: Stage) -> None:
    found = stage.platform()
    foreign = proposed(stage, found)
    head = ["number", "version", "title", "organisation", "countries", "starts_on"]
    rows = [["", "", "Good", "Forum", "XAA", ""], ["", "", "Bad", "Nobody known", "Atlantis", "soon"],
            ["", "", "No body", "", "XAA", ""],
            [foreign.ref, 1, "Mine now", "Forum", "XAA", ""], ["zz-a9", 1, "Gone", "Forum", "XAA", ""]]  # fmt: skip
    answer = client_of(stage.hats[Role.ORG_MEMBER].person).post(f"/en/{found.url}actions/load/", {"file": sent(rows, head)})
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Atlantis", "Nobody known", "soon", "does not say who", "another body", "zz-a9"):
        assert words in html, words
    assert JointAction.objects.count() == 1


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_faults_of_a_table_are_told_in_the_readers_language_and_its_words_are_known(stage: Stage, language: str) -> None:
    Topic.objects.filter(code="inspire-i1").update(names={"en": "Laws", language: "Ley"})
    found = stage.platform()
    head = ["title", "countries", "strategies", "sectors", "language", "status", "people_reached", "organisation"]
    upload = sent(
        [["Good", "XAA", "ley", "Justice", "en", "", "", "Forum"], ["", "Atlantis", "Luck", "Luck", "xx", "x", "x", "x"]], head
    )
    html = client_of(stage.convener.person).post(f"/{language}/{found.url}actions/load/", {"file": upload}).content.decode()
    faults = html.split("<tbody>")[1].split("</tbody>")[0]
    assert faults.count("<tr>") == 8
    assert 'lang="en"' not in faults


@pytest.mark.parametrize("text", ["title,countries\nCall 0047 22 33 44 55 for Anna,XAA\n", "no table", ""])
def test_what_could_identify_somebody_or_is_no_table_is_refused(stage: Stage, text: str) -> None:
    found = stage.platform()
    upload = SimpleUploadedFile("plan.csv", text.encode())
    assert client_of(stage.convener.person).post(f"/en/{found.url}actions/load/", {"file": upload}).status_code == 422
    assert not JointAction.objects.exists()


def test_board_and_timeline_hold_the_same_rows(stage: Stage, client: Client) -> None:
    found = stage.platform()
    for n in range(3):
        proposed(stage, found, title=f"Action {n}")
    agreed = proposed(stage, found, title="Agreed", areas=[stage.here])
    workplan.agree_to(agreed, version=1, by=stage.focal)
    columns = work_plan({"platform": found.ref}, "board", 0, again(stage.focal.person)).columns
    assert [(c.code, len(c.rows)) for c in columns] == [
        ("proposed", 3),
        ("agreed", 1),
        ("under_way", 0),
        ("done", 0),
        ("stopped", 0),
    ]
    for view in ("table", "board", "timeline", "nonsense"):
        html = client.get(f"/en/work-plan/?platform={found.ref}&view={view}").content.decode()
        assert html.count("Action 2") >= 1, view
    html = client.get(f"/en/work-plan/?platform={found.ref}&view=timeline").content.decode()
    assert html.count('<svg class="narrow"') == html.count('<svg class="wide"') == 1


def test_the_plan_shows_what_is_needed_and_is_narrowed_to_it(stage: Stage, client: Client) -> None:
    found = stage.platform()
    proposed(stage, found, title="Drive", needs="A <car>", offers="")
    proposed(stage, found, title="Teach", needs="", offers="A handbook")
    html = client.get(f"/en/work-plan/?platform={found.ref}").content.decode()
    assert "A &lt;car&gt;" in html
    assert "A handbook" in html
    for asked, title in (("needs", "Drive"), ("offers", "Teach")):
        page = client.get(f"/en/work-plan.json?platform={found.ref}&with={asked}").json()
        assert [one["title"] for one in page["rows"]] == [title]
        table = client.get(f"/en/work-plan.csv?platform={found.ref}&with={asked}").content.decode()
        assert ("Drive" in table, "Teach" in table) == (title == "Drive", title == "Teach")
    assert client.get(f"/en/work-plan.json?platform={found.ref}&with=luck").json()["unknown"]


def test_the_matrix_shows_gaps_and_overlaps_and_leads_to_the_rows(stage: Stage, client: Client) -> None:
    found = stage.platform()
    topic("health", "sector")
    proposed(stage, found)
    proposed(stage, found, organisation=None, who="Police", areas=[stage.here])
    proposed(stage, found, topics=[])
    page = client.get(f"/en/work-plan/matrix.json?platform={found.ref}").json()
    cells = {(r["sector"], c["strategy"]): c for r in page["rows"] for c in r["cells"]}
    assert (page["count"], page["untold"], [c["code"] for c in page["countries"]]) == (3, 1, ["XAA", "XAB"])
    busy, empty = cells["justice", "inspire-i1"], cells["health", "inspire-i1"]
    assert (busy["state"], busy["actions"], busy["overlap"], empty["state"], empty["gaps"]) == ("overlap", 2, 1, "gap", 2)
    assert client.get(f"/en/work-plan.json?{busy['query']}").json()["count"] == 2
    csv = client.get(f"/en/work-plan/matrix.csv?platform={found.ref}").content.decode()
    assert "XAB,justice,inspire-i1,1,1,,single" in csv
    assert client.get(f"/en/work-plan/matrix/?platform={found.ref}&country=XAB").status_code == 200


def test_a_cell_opens_country_by_country_on_the_rows_that_it_counts(stage: Stage, client: Client) -> None:
    found = stage.platform()
    proposed(stage, found, title="Both")
    proposed(stage, found, title="Police", organisation=None, who="Police", areas=[stage.here])
    over = proposed(stage, found, title="Over")
    workplan.tell_progress(over, status="done", people_reached=None, version=1, by=stage.convener)
    path = f"/en/work-plan/matrix.json?platform={found.ref}&sector=justice&strategy="
    page = client.get(f"{path}inspire-i1").json()
    told = [(c["country"]["code"], c["state"], [a["title"] for a in c["actions"]]) for c in page["opened"]["countries"]]
    assert told == [("XAA", "overlap", ["Both", "Police"]), ("XAB", "single", ["Both"])]
    for query in (page["opened"]["query"], page["rows"][0]["cells"][0]["query"]):
        assert client.get(f"/en/work-plan.json?{query}").json()["count"] == 2
    topic("inspire-e", "inspire")
    gaps = client.get(f"{path}inspire-e").json()["opened"]["countries"]
    assert [(c["country"]["code"], c["state"]) for c in gaps] == [("XAA", "gap"), ("XAB", "gap")]
    assert client.get(f"{path}justice").json()["opened"] is None


def test_a_gap_leads_those_who_work_there_to_a_row_that_fills_it(stage: Stage, client: Client) -> None:
    found = stage.platform()
    proposed(stage, found, areas=[stage.here])
    path = f"/en/work-plan/matrix/?platform={found.ref}&sector=justice&strategy=inspire-i1&country=XAB"
    inside = client_of(stage.focal.person)
    asked = f"/en/{found.url}actions/new/?sector=justice&amp;strategy=inspire-i1&amp;country=XAB"
    assert asked in inside.get(path).content.decode()
    assert "actions/new/" not in client.get(path).content.decode()
    html = inside.get(asked.replace("&amp;", "&")).content.decode()
    assert len(re.findall(r'value="(?:justice|inspire-i1)"[^>]* checked', html)) == 2
    assert 'value="Land XAB"' in html
    assert inside.get(f"/en/{found.url}actions/new/?sector=x&country=zz&strategy=justice").status_code == 200


def test_a_country_is_shown_across_its_sectors(stage: Stage, client: Client) -> None:
    sectors = [topic(code, "sector") for code in ("health", "education", "social-welfare", "finance")]
    found, given = stage.platform(), {"language": "en", "starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=90)}
    joint = {s.code: [proposed(stage, found, title=f"Together {s.code}", topics=[s])] for s in (*sectors[1:], stage.justice)}
    joint["justice"].append(proposed(stage, found, topics=[stage.law, stage.justice, sectors[3]], needs=""))
    joint["finance"].append(joint["justice"][1])
    hidden = proposed(stage, stage.platform("restricted"), title="Quiet heron")
    own = {"title": "Nurses ask", "text": "Nurses ask.", "sectors": [sectors[0], sectors[1]]} | given
    published = planning.publish_action(planning.draft_action(own, by=stage.focal), by=stage.focal)
    promised = planning.draft_commitment(own | {"title": "A budget line", "sectors": [sectors[3]]}, by=stage.focal)
    planning.draft_action(own | {"title": "Elsewhere"}, by=stage.other)
    page = client.get("/en/countries/XAA/coordination.json").json()
    parts = {part["code"]: part for part in page["sectors"]}
    refs = {code: [a["ref"] for a in part["actions"]] for code, part in parts.items()}
    assert refs == {"health": []} | {code: [made.ref for made in several] for code, several in joint.items()}
    assert {code: part["needs"] for code, part in parts.items()} == dict.fromkeys(refs, 1) | {"health": 0}
    ours = {code: [(one["ref"], one["face"]["status"]) for one in part["own"]] for code, part in parts.items() if part["own"]}
    told = (f"actions/{published.ref}", "Nobody has said")
    assert ours == {code: [told] for code in ("health", "education")}  # a draft is the country's own
    assert hidden.ref not in str(page)
    planning.publish_commitment(promised, by=stage.focal)
    html = client.get("/en/countries/XAA/coordination/").content.decode()
    for code, several in joint.items():
        part = html.split(f'id="s-{code}"')[1].split("</section>")[0]
        assert all(made.title in part for made in several), code
        assert (f'href="/en/{published.url}"' in part, f'href="/en/{promised.url}"' in part) == (
            code == "education", code == "finance",
        )  # fmt: skip
    assert client.get("/en/countries/QQQ/coordination/").status_code == 404


def test_the_link_to_a_commitment_stands_for_who_speaks_for_a_country_named(stage: Stage, client: Client) -> None:
    made = proposed(stage, stage.platform(), areas=[stage.here])
    for role, hat in [*stage.hats.items(), ("other", stage.other), ("convener", stage.convener)]:
        assert action_page(made.ref, again(hat.person)).may_promise == (role in (Role.FOCAL_POINT, Role.ALTERNATE)), role
    path, focal, other = f"commitments/new/?carries={made.card_ref}", client_of(stage.focal.person), client_of(stage.other.person)
    for reader, stands in ((focal, True), (other, False), (client, False)):
        assert (f'href="/en/{path}"' in reader.get(f"/en/{made.url}").content.decode()) == stands
    assert focal.get(f"/en/{path}").context["form"].initial["title"] == made.title


def test_a_commitment_is_made_of_an_action_by_a_link(stage: Stage) -> None:
    made = proposed(stage, stage.platform())
    client = client_of(stage.focal.person)
    path = f"/en/commitments/new/?carries={made.card_ref}"
    html = client.get(path).content.decode()
    assert "Train border staff" in html
    given = {"title": "Train border staff", "text": "Forty of them.", "form": "programme", "level": "national", "language": "en"}
    goes_to = client.post(path, given)["Location"]
    tie = Link.objects.get(relation="implements", other__ref=made.card_ref)
    assert goes_to == f"/en/{tie.card.url}"
    page = action_page(made.ref, again(stage.focal.person))
    assert [one.ref for one in page.commitments] == [tie.card.ref]
    assert action_page(made.ref, again(stage.other.person)).commitments == []  # a draft of another country
    short = proposed(
        stage, made.platform, title="Patrol", text="", areas=[stage.here], provinces=["North", "River"], who="Police"
    )
    told = client.get(f"/en/commitments/new/?carries={short.card_ref}").context["form"].initial
    assert (told["text"], told["starts_on"], told["ends_on"]) == ("Patrol", short.starts_on, short.ends_on)
    assert (told["lead"], told["supporting"], told["more_provinces"]) == ("forum", "Police", "North\nRiver")
    long = proposed(stage, made.platform, text="Each word of it. " * 40)
    told = client_of(stage.other.person).get(f"/en/commitments/new/?carries={long.card_ref}").context["form"].initial
    assert (told["text"], told["lead"], told["supporting"], told["more_provinces"]) == (long.text, "", "Forum", "")
    far = proposed(stage, stage.platform(title="Far", topics=[stage.law]), areas=[stage.far])
    assert "Train border staff" not in client.get(f"/en/commitments/new/?carries={far.card_ref}").content.decode()
