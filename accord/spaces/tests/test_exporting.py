"""A platform that is taken along is whole for whoever reads its pages alone."""

import io
import json
import re
import zipfile
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accord.directory.tests.makers import client_of
from accord.discussions.models import Attachment, Topic
from accord.kit import clock
from accord.kit.locale_format import day
from accord.people.models import Role
from accord.record.actions import hold
from accord.record.models import Card
from accord.spaces.actions import consultations, invitations, meetings, statements, threats, workplan
from accord.spaces.actions.platforms import review_platform
from accord.spaces.exporting.archive import write_archive
from accord.spaces.models import Membership, Platform
from accord.spaces.tests.makers import Stage, again
from accord.spaces.tests.test_meetings import called, consent
from accord.spaces.tests.test_threats import told
from accord.spaces.tests.test_workplan import proposed

pytestmark = pytest.mark.django_db


def archive_of(platform: Platform, stage: Stage) -> dict[str, bytes]:
    out = io.BytesIO()
    write_archive(Card.objects.get(ref=platform.card_ref), again(stage.convener.person), out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(page: bytes) -> str:
    """As a reader has it before them: without markup and without the history, which tells acts."""
    body = page.decode().split("<main>")[1].split('id="hist"')[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def platform(stage: Stage) -> Platform:
    found = stage.platform()
    stage.take_in(found, stage.focal)
    return found


def test_its_page_tells_who_where_on_what_and_until_when(stage: Stage, platform: Platform) -> None:
    invitations.invite(platform, stage.far, text="Come, too.", language="en", by=stage.convener)
    proposed(stage, platform)
    words = read(archive_of(platform, stage)[f"platforms/{platform.ref}.html"])
    expected = [
        "Children are moved along the river.", "We meet each month.", "Kind Action platform", "State Active",
        f"Conveners {stage.convener}", f"Members {stage.focal}", "Countries Land XAA · Land XAB", "Topics Trafficking",
        f"Review {day(platform.review_on)}", "Access Open", "Land XAC Come, too.", "Not answered yet", "Planned 1",
    ]  # fmt: skip
    assert not [one for one in expected if one not in words], words


def test_an_archived_one_is_taken_along_by_its_conveners_alone(stage: Stage) -> None:
    cache.clear()
    found = stage.platform("restricted", title="Over")
    stage.take_in(found, stage.focal)
    link = f"/en/{found.url}export/"
    convener = client_of(stage.convener.person)
    for archived in (False, True):
        if archived:
            review_platform(found, goes_on=False, review_on=None, reason="Done.", by=stage.convener)
        assert link in convener.get(f"/en/{found.url}").content.decode()
        assert convener.get(link).status_code == 200
        answer = convener.post(link)
        with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
            assert ("Archived" in read(archive.read(f"platforms/{found.ref}.html"))) == archived
        member, officer = client_of(stage.focal.person), client_of(stage.officers[0])
        assert link not in member.get(f"/en/{found.url}").content.decode()
        assert [client.post(link).status_code for client in (member, officer)] == [404, 404]
    Membership.objects.filter(platform=found, role="convener").update(state="left")
    assert convener.get(link).status_code == 404


def test_a_threat_tells_where_it_runs_who_owns_it_and_its_sources(stage: Stage, platform: Platform) -> None:
    more = {"owner_words": "River police", "owner_url": "https://police.example/", "online": True}
    threat = threats.describe_threat(platform, told(stage, **more), by=stage.convener)
    given = {"title": "One protocol", "text": "For all.", "language": "en", "areas": [stage.here], "stage": "agreed",
             "legal_basis": "Treaty 9", "owner_words": "The two ministries", "results": "Forty were found."}  # fmt: skip
    solution = threats.propose_solution(threat, given, by=stage.convener)
    found = archive_of(platform, stage)
    words = read(found[f"threats/{threat.ref}.html"])
    expected = [
        "Girls are taken across.", "Form of violence Trafficking", "Child-Labour", "Origin Land XAA", "Destination Land XAB",
        "Countries Land XAA · Land XAB", "River police https://police.example/", "Report 4 https://report.example/4",
        "whatever the border", "One protocol Agreed",
    ]  # fmt: skip
    assert not [one for one in expected if one not in words], words
    words = read(found[f"solutions/{solution.ref}.html"])
    expected = ["For all.", "Treaty 9", "The two ministries", "Forty were found.", "Stage Agreed", "Threat Boats by night",
                "Countries Land XAA"]  # fmt: skip
    assert not [one for one in expected if one not in words], words


def test_an_action_tells_who_what_where_when_and_how_far(stage: Stage, platform: Platform) -> None:
    made = proposed(stage, platform, who="River police")
    workplan.agree_to(made, version=1, by=stage.focal)
    workplan.ask_for_wording(made, text="Only by day.", language="en", version=1, by=stage.other)
    workplan.tell_progress(made, status="under_way", people_reached=1240, version=1, by=stage.convener)
    words = read(archive_of(platform, stage)[f"joint-actions/{made.ref}.html"])
    expected = [
        "Forty of them.", "Who Forum; River police", "INSPIRE strategies Inspire-I1", "Sectors Justice",
        "Countries Land XAA · Land XAB", "Provinces North", f"When {day(made.starts_on)} – {day(made.ends_on)}",
        "Progress Under way", "People reached 1,240", "What it needs A car", "What it offers A handbook",
        f"Land XAA Agreed {day(clock.today())}", "Only by day.",
    ]  # fmt: skip
    assert not [one for one in expected if one not in words], words


def test_a_statement_lists_the_countries_that_signed_and_those_that_took_it_back(stage: Stage, platform: Platform) -> None:
    given = {"title": "We act", "text": "Together.", "language": "en"}
    made = statements.draft_statement(platform, given, by=stage.convener)
    statements.open_statement(made, version=1, by=stage.convener)
    statements.sign_statement(made, note="But for rafts.", language="en", by=stage.focal)
    statements.sign_statement(made, note="", language="en", by=stage.other)
    statements.withdraw_signature(made, reason="A new law.", by=stage.other)
    words = read(archive_of(platform, stage)[f"statements/{made.ref}.html"])
    today = day(clock.today())
    for one in ("Together.", "State Open for signature", f"Land XAA Focal point, {today} But for rafts.", "taken back Land XAB",
                "A new law."):  # fmt: skip
        assert one in words


def test_a_meeting_tells_its_hour_agenda_who_came_minutes_and_decisions(stage: Stage, platform: Platform) -> None:
    made = called(stage, platform, place="Town hall")
    item = meetings.add_item(made, title="The boats", card=None, by=stage.convener)
    coming = meetings.register(made, person=stage.focal.person, capacity=stage.focal, way="there")
    meetings.register(made, person=stage.other.person, capacity=stage.other, way="online")
    with clock.standing_at(made.starts_at + timedelta(hours=1)):
        meetings.decide(item, decision="We watch the landing.", language="en", by=stage.convener)
        meetings.publish_minutes(made, minutes="On s'est vu.", language="fr", attended=[coming.pk], version=1, by=stage.convener)
    found = archive_of(platform, stage)
    page, told_of = found[f"meetings/{made.ref}.html"], json.loads(found[f"meetings/{made.ref}.json"])
    when, words = told_of["line"]["when"], read(page)
    expected = [
        f"{when['begins']}–{when['ends']}", "(Africa/Nairobi)", f"{when['utc_begins']}–{when['utc_ends']} UTC", "Place Town hall",
        "1. The boats", "Decided: We watch the landing.", "Land XAA 1 1", "Land XAB 1 0", "On s'est vu.", "State Held",
    ]  # fmt: skip
    assert not [one for one in expected if one not in words], words
    assert '<div lang="fr" dir="ltr">On s' in page.decode()
    assert not [secret for secret in (str(stage.focal.person), "call.example") if secret in b"".join(found.values()).decode()]


def test_a_consultation_tells_what_was_asked_said_and_changed(stage: Stage, platform: Platform) -> None:
    given = {"title": "Ask them", "text": "They know the boats.", "language": "en", "questions": "What helps?\nWho helps?",
             "ages": "12–17", "organisation": stage.forum, "held_on": None}  # fmt: skip
    forum = stage.hats[Role.ORG_MEMBER]
    made = consultations.prepare_consultation(platform, given, by=stage.convener)
    consultations.record_consent(made, **consent(), version=1, by=forum)
    due = clock.today() + timedelta(days=60)
    consultations.publish_results(made, results="Lamps help.", answer_due=due, version=2, by=forum)
    page = f"consultations/{made.ref}.html"
    assert f"The platform answers by {day(due)}." in read(archive_of(platform, stage)[page])
    consultations.tell_change(made, changed="Forty lamps.", version=3, by=stage.convener)
    words = read(archive_of(platform, stage)[page])
    expected = [
        "They know the boats.", "What helps? Who helps?", "Supported by Forum", "Ages 12–17", "In their words.", "Agreed 9",
        "Took part 8", "What they said Lamps help.", "What changed Forty lamps.",
    ]  # fmt: skip
    assert not [one for one in expected if one not in words], words


def test_no_page_names_what_is_hidden_and_none_tells_more_than_its_json(stage: Stage, platform: Platform) -> None:
    threat = threats.describe_threat(platform, told(stage), by=stage.convener)
    given = {"title": "Quiet bongo", "text": "Okapi.", "language": "en", "areas": [stage.here], "stage": "agreed"}
    solution = threats.propose_solution(threat, given, by=stage.convener)
    hidden = statements.draft_statement(
        platform, {"title": "Quiet heron", "text": "Bittern.", "language": "en", "threat": threat}, by=stage.convener
    )
    for thing in (solution, hidden):
        hold(Card.objects.get(ref=thing.card_ref), ground="spam")
    found = archive_of(platform, stage)
    assert not [name for name, data in found.items() for word in (b"bongo", b"Okapi", b"heron", b"Bittern") if word in data]


def test_a_picture_of_a_post_is_a_file_byte_for_byte_as_it_is_kept(stage: Stage, platform: Platform) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (32, 24), "red").save(drawn, "PNG")
    client = client_of(stage.focal.person)
    given = {"title": "The pier", "text": "Who lights it?", "language": "en", "kind": "discussion"}
    answer = client.post(f"/en/discussions/on/{platform.card_ref}/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    topic = Topic.objects.get()
    sent: dict[str, Any] = {"text": "This one.", "language": "en", "shows": "A pier"}
    files = {"picture": SimpleUploadedFile("pier.png", drawn.getvalue(), "image/png")}
    assert client.post(f"/en/topics/{topic.ref}/post/", sent | files).status_code == 302
    kept = Attachment.objects.get()
    found = archive_of(platform, stage)
    (name,) = [one for one in found if one.startswith("files/")]
    assert found[name] == bytes(kept.data)
    assert Image.open(io.BytesIO(found[name])).size == (32, 24)
    assert f'href="../{name}"' in found[f"topics/{topic.ref}.html"].decode()
    assert json.loads(found["export.json"])["files"] == 1
