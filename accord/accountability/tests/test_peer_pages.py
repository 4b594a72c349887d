"""Pages and forms of peer reviews: what each reader sees, what stands in the row of judgements, how little is asked."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import PeerJudgement, PeerProposal, PeerQuestion, PeerReview, PeerRound, Recommendation
from accord.accountability.tests.peer_stage import NUMBERS, Peers, at
from accord.accountability.tests.test_recommendation_list import row, take
from accord.accountability.tests.test_reporting import RATED, client_of
from accord.people.models import Person
from accord.record.actions.events import problems
from accord.record.models import Event
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db
URL = "/en/peer-reviews/XAA-r1/"
ROUND = "/en/peer-reviews/rounds/r1/"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def built(one_world: None) -> Peers:
    made = Peers()
    made.until_published_with_entry()
    made.drawn()
    return made


def html(url: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_each_page_says_that_it_is_neither_review(stage: Peers) -> None:
    for url in ("/en/peer-reviews/?world=demo", ROUND, URL):
        assert "This is not the Universal Periodic Review, and not the review of the Committee" in html(url)


def test_the_calendar_says_who_reviews_whom_by_name(stage: Peers) -> None:
    page = Client().get("/en/peer-reviews.json?world=demo").json()
    lines = page["rounds"][0]["reviews"]
    assert [line["area"]["en"] for line in lines] == sorted(line["area"]["en"] for line in lines)
    assert [one["code"] for one in lines[0]["team"]] == stage.round.teams["XAA"]
    real = Client().get("/en/peer-reviews.json").json()
    assert real["rounds"] == []
    assert "No round of peer reviews has been opened." in html("/en/peer-reviews/")


SORTED: list[tuple[str, list[str], str]] = [
    ("", ["XAA", "XAB", "XAC", "XAD", "XAE", "XAF"], ""),
    ("-country", ["XAF", "XAE", "XAD", "XAC", "XAB", "XAA"], ""),
    ("dialogue", ["XAE", "XAB", "XAA", "XAC", "XAD", "XAF"], ""),
    ("-dialogue", ["XAB", "XAE", "XAA", "XAC", "XAD", "XAF"], ""),
    ("-state", ["XAA", "XAB", "XAD", "XAE", "XAF", "XAC"], ""),
    ("ambition", ["XAA", "XAB", "XAC", "XAD", "XAE", "XAF"], "is no column"),
]


@pytest.mark.parametrize(("sort", "order", "refused"), SORTED, ids=[sort or "none" for sort, _, _ in SORTED])
def test_the_calendar_is_sorted_by_any_of_its_columns(stage: Peers, sort: str, order: list[str], refused: str) -> None:
    """On its own page each round's table, and on the round's. Who has no day stands last either way. Links keep the world."""
    stage.open("r2")
    for code, day in (("XAB", date(2027, 6, 1)), ("XAE", date(2027, 5, 1))):
        PeerReview.objects.filter(area__code=code).update(dialogue_on=day)
    PeerReview.objects.filter(area__code="XAC").update(state="questions")  # Advance questions, before Reviewers drawn
    rounds = Client().get(f"/en/peer-reviews.json?world=demo&sort={sort}").json()["rounds"]
    line = next(one for one in rounds if one["slug"] == "r1")
    own = Client().get(f"/en/peer-reviews/rounds/r1.json?sort={sort}").json()["line"]
    for told in (line, own):
        assert [one["area"]["en"] for one in told["reviews"]] == order
        assert refused in told["sorting"]["refused"]
    page, round_ = html(f"/en/peer-reviews/?world=demo&sort={sort}"), html(f"{ROUND}?sort={sort}")
    assert ('href="?world=demo&amp;sort=reviewers"' in page, 'href="?sort=reviewers"' in round_) == (True, True)
    assert [said.count('role="alert"') for said in (page, round_)] == [bool(refused)] * 2


def test_a_countrys_timeline_tells_of_its_peer_review(stage: Peers) -> None:
    stage.bring_to("final")
    told = Client().get("/en/countries/XAA/timeline.json?kind=peers").json()
    words = ["Peer review final", "Recommendations given", "Dialogue held", "Round of peer reviews joined"]
    assert [m["words"] for m in told["moments"]] == words
    assert {m["url"] for m in told["moments"]} == {"peer-reviews/XAA-r1/"}


def test_a_dialogue_is_an_event_of_ones_calendar(stage: Peers) -> None:
    calendar = URL.rstrip("/") + ".ics"
    assert Client().get(calendar).status_code == 404
    stage.bring_to("dialogue")
    review = stage.review()
    assert calendar in html(URL)
    told = Client().get(calendar).content.decode()
    assert f"DTSTART;VALUE=DATE:{review.dialogue_on:%Y%m%d}" in told
    assert f"UID:peer-reviews/{review.ref}/dialogue@" in told
    assert "SUMMARY:Dialogue: XAA" in told


def test_the_page_of_a_round_runs_the_draw_again(stage: Peers) -> None:
    page = Client().get("/en/peer-reviews/rounds/r1.json").json()
    assert (page["again"], page["numbers"], page["key"]) == (True, NUMBERS, "9.18.26.34.41.45./")
    assert "The same comes out" in html(ROUND)
    PeerRound.objects.update(numbers="7")
    assert Client().get("/en/peer-reviews/rounds/r1.json").json()["again"] is False
    assert "Something else comes out" in html(ROUND)


def check_draw(page: Any, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bin/check-draw"), "-", *more]
    return subprocess.run(command, input=json.dumps(page), capture_output=True, text=True, check=False)


def test_anybody_runs_the_draw_again_with_a_program_and_the_page(stage: Peers) -> None:
    page = Client().get("/en/peer-reviews/rounds/r1.json").json()
    assert check_draw(page).returncode == 0
    assert check_draw(page, "--number", "45 41 34 26 18 9").returncode == 0
    told = check_draw(page, "--number", "9 18 26 34 41 46")
    assert (told.returncode, "other number" in told.stderr) == (1, True)
    other = page | {"teams": page["teams"] | {"XAA": ["XAB", "XAC"]}}
    assert check_draw(other).returncode == 1
    page["inputs"]["pool"][0]["served"] = 3
    assert "digest" in check_draw(page).stderr


def test_who_may_not_be_reviewed_is_told_why_with_the_source(stage: Peers) -> None:
    given = {"body": "upr", "held_on": "2027", "document": "https://un.example/calendar"}
    actions.enter_body_review(stage.home, given, by=stage.secretariat)
    page = Client().get("/en/peer-reviews/XAA-r1.json").json()
    assert page["clear"] == []
    said = html(URL)
    assert "not possible in this round" in said
    assert "https://un.example/calendar" in said


def test_reviewers_read_first_the_records_of_both_bodies(stage: Peers) -> None:
    """With how many there are of each, and what the country and civil society say; nothing of another country, nor of others."""
    take([row(1, "Ban beating.", body="upr", session=41), row(2, "Sign it.", body="upr", session=41), row(3, "Train nurses."),
          row(4, "Fund it.", body="sp"), row(5, "Ban it.", body="upr", session=41, to="XAB")])  # fmt: skip
    told = [(one["words"], one["url"], one["count"]) for one in Client().get(f"{URL.rstrip('/')}.json").json()["inputs"]]
    assert told == [
        ("The country’s report", stage.report.url, None),
        ("Shadow reports of civil society", "shadow-reports/?country=XAA", 0),
        ("Figures, law and promises of the country", "countries/XAA/", None),
        ("Recommendations: Universal Periodic Review", "recommendations/?country=XAA&body=upr", 2),
        ("Recommendations: Committee on the Rights of the Child", "recommendations/?country=XAA&body=crc", 1),
    ]
    said = html(URL)
    for words, url, count in told:
        number = f' <span class="soft">({count})</span>' if count is not None else ""
        assert f'<li><a href="/en/{url.replace("&", "&amp;")}">{words}</a>{number}</li>' in said
    for body, count in (("upr", 2), ("crc", 1)):
        listed = Client().get(f"/en/recommendations.json?world=demo&country=XAA&body={body}").json()
        assert len(listed["lines"]) == count


def test_what_is_written_is_unseen_until_all_is_given(stage: Peers) -> None:
    stage.bring_to("recommending")
    one, other = stage.team()
    with at(date(2027, 5, 10)):
        given = {"text": "Secret until then.", "due": date(2028, 1, 1), "language": "en"}
        actions.propose_recommendation(one, given, version=0, by=stage.reviewer(one))
        told = RATED | {"rationale": "Unseen words."}
        actions.judge_as_peer(one, stage.commitment, told, version=0, by=stage.reviewer(one))
        mine = client_of(stage.reviewer(one))
        assert "Secret until then." in html(URL, mine)
        assert "Unseen words." in html(URL, mine)
        others = [client_of(hat) for hat in (stage.focal, stage.secretariat, stage.reviewer(other))]
        seen = [html(URL, client) for client in others]
        paths = ("/en/peer-reviews/XAA-r1.json", "/en/commitments/XAA-c1.json", f"/en/reports/{stage.report.ref}.json")
        for said in (*seen, *(html(path) for path in paths)):
            assert "Secret until then." not in said
            assert "Unseen words." not in said
        assert Client().get("/en/search.json?q=secret&country=XAA").json()["total"] == 0
        assert "Secret until then." not in mine.get("/en/peer-reviews/XAA-r1.json").content.decode()


def test_peers_stand_in_the_one_row_of_judgements(stage: Peers) -> None:
    """By hand: not started and substantial: two that differ have a range and no median."""
    codes = stage.round.teams["XAA"]
    stage.bring_to("answers", {codes[0]: "substantial", codes[1]: "not_started"})
    row = Client().get(f"/en/reports/{stage.report.ref}.json").json()["rows"][0]
    peers = row["peers"]
    assert (peers["count"], peers["told"], peers["median"]) == (2, 2, "")
    assert (peers["lowest_words"], peers["highest_words"]) == ("Not started", "Substantial")
    assert row["own"]["completion"] == "limited"
    assert [one["area"]["en"] for one in peers["judgements"]] == sorted(codes)
    assert {one["declaration"] for one in peers["judgements"]} == {"none"}
    said = html(stage.url)
    assert 'class="f4' in said
    assert "From Not started to Substantial" in said
    assert "No median of fewer than 3 levels." in said
    assert "Interests declared by the reviewer" in said
    commitment = Client().get("/en/commitments/XAA-c1.json").json()
    assert commitment["peers"]["count"] == commitment["judged"][0]["peers"]["count"] == 2
    assert "What peers say" in html("/en/commitments/XAA-c1/")


def test_a_round_of_no_cycle_stands_beside_the_commitment_and_in_no_report(stage: Peers) -> None:
    PeerRound.objects.update(cycle=None)
    stage.bring_to("answers")
    assert Client().get(f"/en/reports/{stage.report.ref}.json").json()["rows"][0]["peers"] is None
    assert Client().get("/en/commitments/XAA-c1.json").json()["peers"]["count"] == 2


def test_the_countrys_page_leads_to_its_peer_review(stage: Peers) -> None:
    page = Client().get("/en/countries/XAA.json").json()
    assert [(one["names"]["en"], one["state_words"]) for one in page["peer_reviews"]] == [("Round one", "Reviewers drawn")]
    assert "peer-reviews/XAA-r1/" in html("/en/countries/XAA/")


def words_of(hat: Any) -> list[str]:
    return [t.duty.words for t in of_person(Person.objects.get(pk=hat.person_id))]


def test_my_page_tells_what_is_owed(stage: Peers) -> None:
    one = stage.team()[0]
    assert "Accept or decline a peer review" in words_of(stage.reviewer(one))
    with at(date(2027, 3, 4)):
        assert words_of(stage.secretariat).count("Draw another reviewer") == 12
    stage.bring_to("questions")
    assert "Ask advance questions" in words_of(stage.reviewer(one))
    asked = actions.ask_question(one, text="Why?", language="en", by=stage.reviewer(one))
    assert "Answer an advance question" in words_of(stage.focal)
    actions.answer_question(asked, text="So.", version=1, by=stage.focal)
    assert "Answer an advance question" not in words_of(stage.focal)


def test_an_officer_is_told_to_close_and_to_draw(stage: Peers) -> None:
    stage.open("r2", opens=date(2027, 3, 1), joins_until=date(2027, 3, 10), number_on=date(2027, 3, 20), begins=date(2027, 4, 1))
    with at(date(2027, 3, 11)):
        assert "Close the list of a round" in words_of(stage.secretariat)
        assert "Close the list and publish it" in html("/en/peer-reviews/rounds/r2/", client_of(stage.secretariat))
        client_of(stage.secretariat).post("/en/peer-reviews/rounds/r2/close/", {})
    with at(date(2027, 3, 20)):
        assert "Draw the reviewers of a round" in words_of(stage.secretariat)


def test_forms_carry_a_review_through(stage: Peers) -> None:
    """Each form once, as a person sends it."""
    one, other = stage.team()
    for each in (one, other):
        answer = client_of(stage.reviewer(each)).post(
            f"{URL}offers/{each.area.code}/accept/", {"declaration": "none", "agree": "on", "language": "en"}
        )
        assert answer.status_code == 302
    officer, focal, peer = client_of(stage.secretariat), client_of(stage.focal), client_of(stage.reviewer(one))
    assert officer.post(f"{URL}step/questions/", {}).status_code == 302
    assert peer.post(f"{URL}ask/", {"text": "What of the law?", "language": "en"}).status_code == 302
    number = PeerQuestion.objects.get().pk
    assert focal.post(f"{URL}questions/{number}/", {"text": "Soon.", "language": "en", "version": "1"}).status_code == 302
    with at(date(2027, 5, 1)):
        for client in (officer, focal, peer):
            client.cookies.clear()
        officer, focal, peer = client_of(stage.secretariat), client_of(stage.focal), client_of(stage.reviewer(one))
        given = {"day": "2027-05-03", "words": "Online.", "language": "en", "version": str(stage.review().version)}
        assert officer.post(f"{URL}dialogue/", given | {"day": "2026-01-01"}).status_code == 422
        assert officer.post(f"{URL}dialogue/", given).status_code == 302
        assert officer.post(f"{URL}step/dialogue/", {}).status_code == 302
        assert officer.post(f"{URL}step/held/", {}).status_code == 422
    with at(date(2027, 5, 3)):
        officer, focal, peer = client_of(stage.secretariat), client_of(stage.focal), client_of(stage.reviewer(one))
        assert officer.post(f"{URL}step/held/", {}).status_code == 302
        told = {"text": "Adopt the law.", "due": "2028-01-01", "language": "en"}
        for client in (peer, client_of(stage.reviewer(other))):
            assert client.post(f"{URL}recommend/", told).status_code == 302
            assert client.post(f"{URL}judge/XAA-c1/", RATED).status_code == 302
        assert officer.post(f"{URL}step/give/", {}).status_code == 302
        judged = PeerJudgement.objects.order_by("pk")[0]
        assert focal.post(f"{URL}reply/{judged.pk}/", {"text": "It was done.", "version": "1"}).status_code == 302
        for row in Recommendation.objects.filter(body="own"):
            answer = {"response": "supported", "reason": "We will.", "version": "1"}
            assert focal.post(f"/en/recommendations/{row.ref}/answer/", answer).status_code == 302
        assert officer.post(f"{URL}step/finish/", {}).status_code == 302
        version = str(stage.review().version)
        midterm = {"text": "Half.", "language": "en", "version": version}
        assert focal.post(f"{URL}midterm/", midterm).status_code == 422
        assert stage.review().state == "final"
        for row in Recommendation.objects.filter(body="own"):
            told = {"progress": "in_progress", "rationale": "A bill is drafted.", "language": "en", "version": "0"}
            assert focal.post(f"/en/recommendations/{row.ref}/tell/", told).status_code == 302
        assert focal.post(f"{URL}midterm/", midterm)["Location"] == f"{URL}#midterm"
    assert stage.review().state == "midterm"
    assert '<div class="prose" lang="en" dir="ltr"><p>Half.</p>' in html(URL)


def test_a_round_is_opened_by_a_form_that_holds_its_days_in_order(stage: Peers) -> None:
    officer = client_of(stage.secretariat)
    given = {
        "name": "Round 2030", "cycle": "", "opens": "2030-01-01", "joins_until": "2030-02-01", "source": "Lottery",
        "source_url": "", "number_on": "2030-02-10", "begins": "2030-03-01", "ends": "2030-12-01", "team": "2", "most": "3",
        "apart": ["region"],
    }  # fmt: skip
    wrong = officer.post("/en/peer-reviews/rounds/new/", given | {"number_on": "2030-01-20"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["number_on"])
    assert officer.post("/en/peer-reviews/rounds/new/", given | {"name": "جولة"}).status_code == 422
    assert officer.post("/en/peer-reviews/rounds/new/", given).status_code == 302
    assert PeerRound.objects.get(slug="round-2030").apart == ["region"]
    assert officer.post("/en/peer-reviews/rounds/new/", given).status_code == 422
    assert client_of(stage.focal).get("/en/peer-reviews/rounds/new/").status_code == 404


def test_pages_ask_a_bounded_number_of_queries(stage: Peers, django_assert_max_num_queries: Any) -> None:
    stage.bring_to("answers")
    readers = [Client(), client_of(stage.focal), client_of(stage.secretariat)]
    limits = {"/en/peer-reviews/?world=demo": 14, ROUND: 24, URL: 45, stage.url: 36, "/en/commitments/XAA-c1/": 40}
    for url, most in limits.items():
        for client in readers:
            with django_assert_max_num_queries(most):
                assert client.get(url).status_code == 200, url


def test_queries_do_not_grow_with_the_countries(stage: Peers, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            Client().get("/en/peer-reviews/?world=demo")
            Client().get(ROUND)
        return len(found)

    all_six = asked()
    PeerReview.objects.filter(area__code__in=("XAD", "XAE", "XAF")).update(state="left")
    assert asked() == all_six


def test_no_person_is_named(stage: Peers) -> None:
    stage.bring_to("answers")
    for url in (URL, ROUND, "/en/peer-reviews/XAA-r1.json", "/en/peer-reviews/rounds/r1.json", stage.url):
        assert "demo.example" not in html(url)


def test_a_form_sent_twice_does_one_thing_and_what_was_typed_too_late_is_not_lost(stage: Peers) -> None:
    one, other = stage.team()
    accept = f"{URL}offers/{one.area.code}/accept/"
    peer, second = client_of(stage.reviewer(one)), client_of(stage.reviewer(other))
    sent = {"declaration": "none", "agree": "on", "language": "en", "once": "ab" * 16}
    assert {peer.post(accept, sent)["Location"] for _ in range(2)} == {URL}
    assert second.post(accept, sent).status_code == 404  # for another's assignment
    late = peer.post(accept, sent | {"declaration": "Paid by none.", "once": "cd" * 16})
    assert (late.status_code, "Paid by none." in late.content.decode()) == (409, True)
    decline = {"reason": "No staff.", "language": "en", "once": "ef" * 16}
    assert second.post(f"{URL}offers/{one.area.code}/decline/", decline).status_code == 404
    declined = f"{URL}offers/{other.area.code}/decline/"
    assert [second.post(declined, decline).status_code for _ in range(2)] == [302, 302]
    assert second.post(declined, decline | {"once": "12" * 16}).status_code == 409
    assert Event.objects.filter(verb__in=("peer_review_accepted", "peer_review_declined")).count() == 2


def test_what_is_given_is_changed_by_no_late_form(stage: Peers) -> None:
    stage.bring_to("recommending")
    one = stage.team()[0]
    with at(date(2027, 5, 10)):
        peer = client_of(stage.reviewer(one))
        told = {"text": "Adopt the law.", "due": "2028-01-01", "language": "en", "once": "ab" * 16}
        assert [peer.post(f"{URL}recommend/", told).status_code for _ in range(2)] == [302, 302]
        made = PeerProposal.objects.get()
        own = f"{URL}recommend/{made.pk}/"
        other = client_of(stage.reviewer(stage.team()[1]))
        assert other.post(own, told | {"text": "Mine.", "version": "1"}).status_code == 404
        assert peer.post(own, told | {"text": "Fund the law.", "version": "1"}).status_code == 302
        stale = {"drop": "on", "version": "1", "once": "cd" * 16}
        assert peer.post(own, told | stale).status_code == 409
        assert [peer.post(own, told | stale | {"version": "2"}).status_code for _ in range(2)] == [302, 302]
    with at(date(2027, 5, 20)):
        stage._give({})
        peer = client_of(stage.reviewer(one))
        for path, fields in (("recommend/", told | {"once": "ef" * 16}), ("judge/XAA-c1/", RATED | {"version": "1"})):
            answer = peer.post(f"{URL}{path}", fields)
            assert (answer.status_code, path) == (409, path)
        assert "Adopt the law." in peer.post(f"{URL}recommend/", told | {"once": "ef" * 16}).content.decode()
    assert PeerProposal.objects.count() == Recommendation.objects.filter(body="own").count() == 2
    assert not problems()


def test_an_absence_that_changes_after_the_draw_changes_no_draw(stage: Peers) -> None:
    before = stage.round.teams
    with at(date(2027, 2, 12)):
        for code in ("XAB", "XAC", "XAD"):
            area = stage.areas[code]
            actions.declare_absence(area, first=date(2027, 3, 1), last=date(2027, 12, 31), by=stage.focal_of(code))
    page = Client().get("/en/peer-reviews/rounds/r1.json").json()
    assert (page["again"], page["teams"]) == (True, before)
    assert check_draw(page).returncode == 0
