"""Things on a platform: judged by its conveners, masked, hidden with what stands on them, taken along by a convener."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.kit import clock
from accord.moderation import access, actions
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision
from accord.people.models import Person, Role
from accord.record import owing
from accord.record.actions import hold, seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event, Link
from accord.record.search.reads import search
from accord.spaces.actions import invitations, meetings, platforms, threats, workplan
from accord.spaces.exporting import Exported, ExportedFile, items
from accord.spaces.exporting.archive import write_archive
from accord.spaces.models import Meeting, Platform, Threat
from accord.spaces.tests.makers import Stage, again
from accord.spaces.tests.test_meetings import called
from accord.spaces.tests.test_platforms import elsewhere
from accord.spaces.tests.test_threats import described, told
from accord.spaces.tests.test_workplan import proposed

pytestmark = pytest.mark.django_db


def card_of(thing: Any) -> Card:
    return Card.objects.get(ref=thing.card_ref)


def decided(card: Card, act: str, ground: str, by: Any, **more: Any) -> Decision:
    case, _ = Case.objects.get_or_create(card=card, part="")
    return actions.decide(case, Told(act, ground, "Because.", **more), by=by)


def test_conveners_judge_what_stands_on_their_platform_and_not_their_own(stage: Stage) -> None:
    mine = card_of(described(stage))
    platform = Threat.objects.get().platform
    stage.take_in(platform, stage.focal)
    theirs = card_of(threats.describe_threat(platform, told(stage), by=stage.focal))
    assert [hat.role for hat in access.judges(again(stage.convener.person), theirs)] == [stage.convener.role]
    assert not access.judges(again(stage.convener.person), mine)
    assert not access.judges(again(stage.focal.person), theirs)  # a member, and its author
    assert not access.judges(again(stage.convener.person), card_of(platform))
    client = client_of(stage.convener.person)
    assert "Nothing waits for you." in client.get("/en/moderation/").content.decode()
    case = actions.report(theirs, ground="spam", key="one").case
    assert "Boats by night" in client.get("/en/moderation/").content.decode()
    assert [one.duty.url for one in owing.of_person(again(stage.convener.person)) if one.duty.kind == "moderation"] == [case.url]
    actions.report(mine, ground="spam", key="two")
    assert len([one for one in owing.of_person(again(stage.convener.person)) if one.duty.kind == "moderation"]) == 1


def test_on_a_restricted_platform_its_conveners_judge_and_officers_read_nothing(stage: Stage) -> None:
    platform = stage.platform("restricted")
    stage.take_in(platform, stage.focal)
    card = card_of(threats.describe_threat(platform, told(stage), by=stage.focal))
    guard = again(stage.hats[Role.SAFEGUARDING].person)
    assert access.judges(again(stage.convener.person), card)
    assert not access.judges(again(stage.officers[0]), card, safety=True)
    assert not access.judges(guard, card)
    seen = access.judges(guard, card, safety=True)
    assert len(seen) == 1
    assert not access.reads_item(guard, card, seen[0])
    hold(card, ground="child")
    assert (
        client_of(stage.officers[0]).get(f"/en/{card.url}").status_code == 404
    )  # that there is such a thing is told to members alone
    assert client_of(stage.focal.person).get(f"/en/{card.url}").status_code == 410


def test_masked_words_are_gone_from_every_place_and_come_back(stage: Stage, client: Client) -> None:
    threat = described(stage, text="Call Okapi Ferry by night.")
    row = threats.revise_threat(threat, told(stage, text="Ask Okapi Ferry."), version=1, by=stage.convener, reason="Shorter.")
    card = card_of(row)
    office = stage.hats[Role.SECRETARIAT]
    with pytest.raises(ValidationError, match="does not stand there"):
        decided(card, "mask", "personal", office, words=("Bongo",))
    made = decided(
        card, "mask", "personal", office, words=("okapi ferry", "call okapi")
    )  # this one stands in what it said before
    page = client.get(f"/en/{card.url}").content.decode()
    assert "Ask […]." in page
    for path in (card.url, f"{card.url.rstrip('/')}.json", f"verify/{card.ref}/", f"verify/{card.ref}.json"):
        assert "kapi" not in client.get(f"/en/{path}").content.decode(), path
    assert search(again(stage.convener.person), "okapi").total == 0
    assert "kapi" not in json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert made.wording["fields"]["text"] == "Ask Okapi Ferry."
    while seal():
        pass
    assert list(problems()) == []
    decided(card, "restore", "mistaken", office)
    assert "Ask Okapi Ferry." in client.get(f"/en/{card.url}").content.decode()


def test_words_of_what_stands_beside_a_thing_are_masked_and_come_back(stage: Stage, client: Client) -> None:
    """Agenda and decisions, invitations and answers, what a country asks for: their pages show them, too."""
    office, found = stage.hats[Role.SECRETARIAT], stage.platform()
    there = elsewhere(stage)
    platforms.edit_platform(found, stage.given(title="New"), version=1, by=stage.convener, reason="Wider.")
    invitations.invite(found, stage.here, text="Ask Okapi Ferry.", language="en", by=stage.convener)
    overlap = found.overlaps.get(card__ref=there.card_ref)
    said = {"asked_on": clock.today(), "supplements": "Not Okapi Ferry.", "answer": "Okapi Ferry is ours.", "language": "en"}
    platforms.settle_overlap(overlap, **said, version=1, by=stage.convener)
    action = proposed(stage, found)
    workplan.ask_for_wording(action, text="Without Okapi Ferry.", language="en", version=1, by=stage.focal)
    meeting = called(stage, found)
    item = meetings.add_item(meeting, title="Okapi Ferry", card=card_of(action), by=stage.convener)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - timedelta(hours=1))
    meetings.decide(item, decision="Okapi Ferry stops.", language="en", by=stage.convener)
    for thing in (found, meeting, action):
        card = card_of(thing)
        assert "kapi" in client.get(f"/en/{card.url}").content.decode(), card.ref
        decided(card, "mask", "personal", office, words=("okapi ferry",))
        assert "kapi" not in client.get(f"/en/{card.url}").content.decode(), card.ref
    assert "kapi" not in json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert not Link.objects.filter(note__icontains="kapi").exists()
    while seal():
        pass
    assert list(problems()) == []
    decided(card_of(meeting), "restore", "mistaken", office)
    assert "Okapi Ferry stops." in client.get(f"/en/{meeting.url}").content.decode()


def test_a_hidden_platform_takes_along_what_stands_on_it(stage: Stage, client: Client) -> None:
    threat = card_of(described(stage))
    platform = card_of(Threat.objects.get().platform)
    made = decided(platform, "hide", "identity", stage.hats[Role.SECRETARIAT])
    for path in (platform.url, threat.url):
        assert client.get(f"/en/{path}").status_code == 410
    assert "Boats by night" not in client.get("/en/threats.json?world=demo").content.decode()
    actions.answer_appeal(actions.appeal(made, text="No."), upheld=False, text="Right.", by=stage.hats[Role.SAFEGUARDING])
    for path in (platform.url, threat.url):
        assert client.get(f"/en/{path}").status_code == 200


def taken(platform: Platform, person: Person) -> dict[str, bytes]:
    answer = client_of(person).post(f"/en/{platform.url}export/")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_convener_takes_the_platform_along_without_what_is_hidden(stage: Stage) -> None:
    shown = described(stage, access="restricted", text="Okapi.")
    platform = shown.platform
    hidden = threats.describe_threat(platform, told(stage, title="Bongo"), by=stage.convener)
    hold(card_of(hidden), ground="spam")
    found = taken(platform, stage.convener.person)
    told_of = json.loads(found["export.json"])
    assert (told_of["format"], told_of["version"], told_of["hidden_left_out"]) == ("accord-platform-export", 1, 1)
    assert set(found) >= {
        "index.html",
        f"platforms/{platform.ref}.json",
        f"threats/{shown.ref}.html",
        f"threats/{shown.ref}.json",
    }
    assert '"Okapi."' in found[f"threats/{shown.ref}.json"].decode()
    assert b"Okapi." in found[f"threats/{shown.ref}.html"]
    assert not [name for name, data in found.items() if b"Bongo" in data]
    assert b"<script" not in b"".join(found.values())


@pytest.mark.parametrize("access_mode", ["open", "transparent", "restricted"])
def test_nobody_else_takes_it_along(stage: Stage, access_mode: str) -> None:
    platform = stage.platform(access_mode)
    stage.take_in(platform, stage.focal)
    path = f"/en/{platform.url}export/"
    assert client_of(stage.convener.person).get(path).status_code == 200
    others = [stage.focal.person, stage.other.person, stage.officers[0], stage.hats[Role.SAFEGUARDING].person, stage.nobody]
    for person in others:
        assert client_of(person).get(path).status_code == 404
        assert client_of(person).post(path).status_code == 404
    assert Client().post(path).status_code == 302


def test_the_command_writes_the_same(stage: Stage, tmp_path: Any) -> None:
    platform = described(stage).platform
    call_command("export-platform", platform.ref, "--out", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert set(archive.namelist()) == set(taken(platform, stage.convener.person))
    with pytest.raises(SystemExit):
        call_command("export-platform", "no-such", "--out", str(tmp_path / "no.zip"))
    assert [one.name for one in tmp_path.iterdir()] == ["all.zip"]


def test_rooms_add_things_and_files_one_by_one_under_paths_of_their_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    card = card_of(stage.platform())
    pieces = iter([b"a" * 10, b"b" * 10])

    def exporter(platform: Card, reader: Person) -> Any:
        yield Exported(
            "topics/t1", "Topic", "A topic", "en", {"posts": 2}, files=[ExportedFile("../../photo 1.jpg", lambda: pieces)]
        )

    monkeypatch.setattr(items, "_exporters", [exporter])
    out = io.BytesIO()
    assert write_archive(card, stage.convener.person, out).files == 1
    with zipfile.ZipFile(out) as archive:
        assert archive.read("files/topics-t1-1-photo-1.jpg") == b"a" * 10 + b"b" * 10
    for path in ("../x", "/x", "topics/../x", "index.html/"):
        monkeypatch.setattr(items, "_exporters", [lambda platform, reader, p=path: iter([Exported(p, "T", "t", "en", {})])])
        with pytest.raises(ValueError, match="no path of its own"):
            write_archive(card, stage.convener.person, io.BytesIO())


def test_a_large_platform_is_for_the_command_and_nobody_has_file_upon_file_made(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    platform = described(stage).platform
    client, path = client_of(stage.convener.person), f"/en/{platform.url}export/"
    with clock.standing_at(clock.now()):
        for status in (200, 200, 200, 429):
            answer = client.post(path)
            assert answer.status_code == status
            assert b"".join(answer)  # to its end: closed before, it would close the test's own connection
        assert "three times within an hour" in client.post(path).content.decode()
    cache.clear()
    for bound, most in (("CARDS", 0), ("POSTS", -1), ("BYTES", -1)):
        with monkeypatch.context() as patch:
            patch.setattr(f"accord.spaces.exporting.size.{bound}", most)
            told = client.get(path).content.decode()
            assert f"accord export-platform {platform.ref} --out FILE" in told
            assert "Make the file" not in told
            assert client.post(path).status_code == 413
