"""Meetings and consultations."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory.tests.makers import client_of, organisation
from accord.kit import clock
from accord.people.models import Role
from accord.record.actions import Conflict
from accord.record.models import Card, Event, Link
from accord.spaces.actions import consultations, meetings, threats
from accord.spaces.models import Consultation, Meeting, Platform, Registration
from accord.spaces.reads.meetings import consultation_page, meeting_page, when_of
from accord.spaces.tests.makers import Stage, again
from accord.spaces.tests.test_threats import told

pytestmark = pytest.mark.django_db


def called(stage: Stage, platform: Platform | None = None, hours: int = 48, **more: Any) -> Meeting:
    starts = clock.now() + timedelta(hours=hours)
    given = {
        "title": "Corridor meeting", "text": "", "language": "en", "is_consultation": False, "starts_at": starts,
        "ends_at": starts + timedelta(hours=2), "zone": "Africa/Nairobi", "place": "", "online_at": "https://call.example/secret",
    } | more  # fmt: skip
    return meetings.call_meeting(platform or stage.platform(), given, by=stage.convener)


def test_a_time_is_given_in_its_zone_and_shown_in_both(stage: Stage, client: Client) -> None:
    found = stage.platform()
    given = {"title": "Meet", "on": "2099-03-04", "begins": "22:00", "ends": "01:30", "zone": "Africa/Nairobi", "language": "en"}
    assert client_of(stage.convener.person).post(f"/en/{found.url}meetings/new/", given).status_code == 302
    made = Meeting.objects.get()
    assert made.starts_at == datetime(2099, 3, 4, 19, 0, tzinfo=UTC)
    assert made.ends_at == datetime(2099, 3, 4, 22, 30, tzinfo=UTC)
    when = when_of(made)
    assert (when.begins, when.ends, when.utc_begins, when.utc_ends) == ("22:00", "01:30", "19:00", "22:30")
    html = client.get(f"/en/{made.url}").content.decode()
    assert "22:00–01:30" in html
    assert "19:00–22:30 UTC" in html


def test_a_platform_and_a_country_tell_the_day_in_the_readers_words(stage: Stage, client: Client) -> None:
    starts = datetime(2099, 3, 4, 22, 0, tzinfo=UTC)  # the 5th in Nairobi
    made = called(stage, starts_at=starts, ends_at=starts + timedelta(hours=2))
    for path in (made.platform.url, "countries/XAA/coordination/"):
        assert "5 mars 2099" in client.get(f"/fr/{path}").content.decode(), path


@pytest.mark.parametrize(
    "bad", [{"zone": "Moon/Base"}, {"begins": "25:00"}, {"on": "2000-01-01"},
            {"on": "2099-03-29", "begins": "02:30", "zone": "Europe/Paris"}]
)  # fmt: skip
def test_a_time_that_no_clock_shows_is_refused(stage: Stage, bad: dict[str, str]) -> None:
    given = {"title": "M", "on": "2099-03-04", "begins": "10:00", "ends": "11:00", "zone": "UTC", "language": "en"} | bad
    answer = client_of(stage.convener.person).post(f"/en/{stage.platform().url}meetings/new/", given)
    assert answer.status_code == 422
    assert not Meeting.objects.exists()


def test_who_changes_it_at_the_same_time_reads_the_hour_there(stage: Stage) -> None:
    starts = datetime(2099, 3, 4, 22, 0, tzinfo=UTC)
    made = called(stage, starts_at=starts, ends_at=starts + timedelta(hours=2))
    given = {"title": "M", "on": "2099-03-04", "begins": "10:00", "ends": "11:00", "zone": "UTC", "language": "en", "reason": "r"}
    html = client_of(stage.convener.person).post(f"/en/{made.url}edit/", given | {"version": "9"}).content.decode()
    stands = html.split('class="facts"')[1].split("</dl>")[0]
    for words in ("5 March 2099", "01:00", "03:00", "Africa/Nairobi", "<dd>No</dd>"):
        assert words in stands, words
    assert "starts_at" not in stands


def test_a_calendar_holds_it_and_hears_of_changes(stage: Stage, client: Client) -> None:
    made = called(stage)
    text = client.get(f"/en/meetings/{made.ref}.ics").content.decode()
    assert f"DTSTART:{made.starts_at:%Y%m%dT%H%M%SZ}" in text
    assert "SEQUENCE:0" in text
    assert "secret" not in text
    meetings.cancel_meeting(made, reason="Floods.", by=stage.convener)
    text = client.get("/en/meetings.ics?world=demo").content.decode()
    assert "SEQUENCE:1" in text
    assert "STATUS:CANCELLED" in text
    hidden = called(stage, stage.platform("restricted", title="Quiet"), title="Quiet heron")
    assert client.get(f"/en/meetings/{hidden.ref}.ics").status_code == 404
    assert "heron" not in client.get("/en/meetings.ics?world=demo").content.decode()


def test_people_register_in_a_capacity_and_only_conveners_see_names(stage: Stage, client: Client) -> None:
    made = called(stage)
    focal, path = client_of(stage.focal.person), f"/en/{made.url}"
    assert "call.example" not in focal.get(path).content.decode()
    other = {"capacity": str(stage.other.pk), "way": "online"}
    assert focal.post(f"{path}register/", other).status_code == 422
    assert focal.post(f"{path}register/", {"capacity": str(stage.focal.pk), "way": "online"}).status_code == 302
    assert client_of(stage.nobody).post(f"{path}register/", {"capacity": "", "way": "there"}).status_code == 302
    assert "call.example" in focal.get(path).content.decode()
    public = client.get(f"{path.rstrip('/')}.json").json()
    assert {d["words"]: d["registered"] for d in public["delegations"]} == {"Land XAA": 1, "in their own name": 1}
    name = str(stage.focal.person)
    assert name in client_of(stage.convener.person).get(path).content.decode()
    for reader in (client, focal, client_of(stage.officers[0])):
        assert f"{name}</bdi>" not in reader.get(path).content.decode()
    assert not Event.objects.filter(verb__contains="regist", card__ref=made.card_ref).exists()
    assert focal.post(f"{path}unregister/", {}).status_code == 302
    assert Registration.objects.count() == 1


def test_registration_follows_the_access_of_the_platform(stage: Stage) -> None:
    made = called(stage, stage.platform("transparent"))
    assert client_of(stage.focal.person).get(f"/en/{made.url}register/").status_code == 404
    stage.take_in(made.platform, stage.focal)
    assert client_of(stage.focal.person).get(f"/en/{made.url}register/").status_code == 200
    asked = called(stage, made.platform, is_consultation=True)
    assert client_of(stage.other.person).get(f"/en/{asked.url}register/").status_code == 200


def test_a_decision_is_an_act_on_the_record_it_is_about_where_that_is_ours(stage: Stage) -> None:
    found = stage.platform()
    threat = threats.describe_threat(found, told(stage), by=stage.convener)
    made = called(stage, found, hours=-1)
    own = meetings.add_item(made, title="The boats", card=Card.objects.get(ref=threat.card_ref), by=stage.convener)
    theirs = meetings.add_item(made, title="Their page", card=Card.objects.get(ref="countries/XAA"), by=stage.convener)
    for item in (own, theirs):
        meetings.decide(item, decision="We watch the landing.", language="en", by=stage.convener)
    with pytest.raises(Conflict):
        meetings.decide(own, decision="Otherwise.", language="en", by=stage.convener)
    with pytest.raises(ValidationError):
        meetings.remove_item(own, by=stage.convener)
    assert Event.objects.filter(verb="decided", card__ref=threat.card_ref).count() == 1
    assert Event.objects.filter(verb="decided", card__ref=made.card_ref).count() == 2
    assert not Event.objects.filter(verb="decided", card__ref="countries/XAA").exists()
    assert Link.objects.filter(card__ref=made.card_ref, relation="about").count() == 2


def test_an_item_that_is_taken_out_leaves_no_link(stage: Stage) -> None:
    made = called(stage)
    threat = threats.describe_threat(made.platform, told(stage), by=stage.convener)
    card, about = Card.objects.get(ref=threat.card_ref), Link.objects.filter(card__ref=made.card_ref, relation="about")
    first, second = (meetings.add_item(made, title=title, card=card, by=stage.convener) for title in ("Boats", "Boats again"))
    meetings.remove_item(first, by=stage.convener)
    assert about.count() == 1
    meetings.remove_item(second, by=stage.convener)
    assert not about.exists()


def test_nothing_is_decided_or_minuted_before_it_begins(stage: Stage) -> None:
    made = called(stage)
    item = meetings.add_item(made, title="Later", card=None, by=stage.convener)
    with pytest.raises(ValidationError, match="not begun"):
        meetings.decide(item, decision="Yes.", language="en", by=stage.convener)
    with pytest.raises(ValidationError, match="not begun"):
        meetings.publish_minutes(made, minutes="We met.", language="en", attended=[], version=1, by=stage.convener)


def test_an_agenda_takes_what_the_reader_may_see_alone(stage: Stage) -> None:
    hidden = stage.platform("restricted", by=stage.focal, title="Quiet")
    made = called(stage)
    client, path = client_of(stage.convener.person), f"/en/{made.url}agenda/"
    assert client.post(path, {"title": "Theirs", "other": f"/en/{hidden.url}"}).status_code == 422
    assert client.post(path, {"title": "Theirs", "other": "https://accord.example/en/countries/XAA/"}).status_code == 302
    assert made.agenda.get().card.ref == "countries/XAA"  # type: ignore[union-attr]


def test_minutes_show_who_came_by_delegation(stage: Stage) -> None:
    made = called(stage)
    coming = meetings.register(made, person=stage.focal.person, capacity=stage.focal, way="there")
    meetings.register(made, person=stage.other.person, capacity=stage.other, way="online")
    with clock.standing_at(made.starts_at + timedelta(hours=1)):
        held = meetings.publish_minutes(
            made, minutes="We met.", language="en", attended=[coming.pk], version=1, by=stage.convener
        )
        page = meeting_page(held.ref, again(stage.nobody))
    assert page.line.state == "held"
    assert [(d.words, d.registered, d.came) for d in page.delegations] == [("Land XAA", 1, 1), ("Land XAB", 1, 0)]
    with pytest.raises(Conflict):
        meetings.publish_minutes(held, minutes="Otherwise.", language="en", attended=[], version=1, by=stage.convener)


def test_who_is_signed_out_is_led_to_registering_while_it_lies_ahead(stage: Stage, client: Client) -> None:
    made = called(stage)
    assert "Sign in to register" in client.get(f"/en/{made.url}").content.decode()
    assert "Sign in to register" not in client_of(stage.focal.person).get(f"/en/{made.url}").content.decode()
    meetings.cancel_meeting(made, reason="Floods.", by=stage.convener)
    assert "Sign in to register" not in client.get(f"/en/{made.url}").content.decode()


def test_the_history_names_what_came_on_the_agenda_and_what_went(stage: Stage) -> None:
    made = called(stage)
    meetings.remove_item(meetings.add_item(made, title="Boats at night", card=None, by=stage.convener), by=stage.convener)
    told_of = [str(line.about) for line in meeting_page(made.ref, again(stage.nobody)).history]
    assert told_of.count("Boats at night") == 2


def test_joint_solutions_are_chosen_for_an_agenda_as_all_else_of_the_platform(stage: Stage) -> None:
    t = threats.describe_threat(stage.platform(), told(stage), by=stage.convener)
    given = {"title": "One protocol", "text": "For all.", "language": "en", "areas": [stage.here], "stage": "agreed"}
    made = threats.propose_solution(t, given, by=stage.convener)
    html = client_of(stage.convener.person).get(f"/en/{called(stage, t.platform).url}agenda/").content.decode()
    for ref in (t.card_ref, made.card_ref):
        assert html.count(f'<option value="{ref}"') == 1, ref


def prepared(stage: Stage, **more: Any) -> Consultation:
    given = {"title": "Ask them", "text": "They know the boats.", "language": "en", "questions": "What helps?", "ages": "12–17",
             "organisation": stage.forum, "held_on": None} | more  # fmt: skip
    return consultations.prepare_consultation(stage.platform(), given, by=stage.convener)


def test_a_restricted_platform_asks_through_an_organisation_that_reads_it(stage: Stage) -> None:
    closed, forum = stage.platform("restricted"), stage.hats[Role.ORG_MEMBER]
    given = {"title": "Ask them", "text": "They know.", "language": "en", "questions": "What helps?", "ages": "12–17",
             "organisation": stage.forum, "held_on": None}  # fmt: skip
    with pytest.raises(ValidationError, match="bring a member"):
        consultations.prepare_consultation(closed, given, by=stage.convener)
    stage.take_in(closed, forum)
    made = consultations.prepare_consultation(closed, given, by=stage.convener)
    assert client_of(forum.person).get(f"/en/{made.url}consent/").status_code == 200


def test_what_children_said_is_marked_with_the_language_it_is_in(stage: Stage, client: Client) -> None:
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    inside, path = client_of(forum.person), f"/en/{made.url}"
    given = {"held_on": str(clock.today()), "consent_how": "بكلماتهم.", "consented": "9", "guardians": "9", "took_part": "8"}
    assert inside.post(f"{path}consent/", given | {"language": "ar", "version": "1"}).status_code == 302
    given = {"results": "Des lumières.", "answer_due": str(clock.today() + timedelta(days=30)), "language": "fr", "version": "2"}
    assert inside.post(f"{path}results/", given).status_code == 302
    html = client.get(path).content.decode()
    assert '<span lang="ar" dir="rtl">بكلماتهم.' in html
    assert '<p lang="fr" dir="ltr">Des lumières.' in html
    consultations.tell_change(Consultation.objects.get(), changed="Lights.", version=3, by=stage.convener)
    assert consultation_page(made.ref, again(stage.nobody)).changed_language == "en"


def test_what_too_few_said_is_asked_for_by_no_button(stage: Stage) -> None:
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    made = consultations.record_consent(made, **consent(took_part=4), version=1, by=forum)
    html = client_of(forum.person).get(f"/en/{made.url}").content.decode()
    assert "results/" not in html
    assert "Fewer than five took part" in html


def consent(took_part: int = 8, consented: int = 9) -> dict[str, Any]:
    return {"how": "In their words.", "consented": consented, "guardians": 7, "took_part": took_part, "held_on": clock.today()}


def test_children_are_asked_through_their_organisation_step_by_step(stage: Stage, client: Client) -> None:
    made = prepared(stage)
    forum, path = stage.hats[Role.ORG_MEMBER], f"/en/{made.url}"
    due = clock.today() + timedelta(days=60)
    with pytest.raises(Conflict):
        consultations.publish_results(made, results="Boats.", answer_due=due, version=1, by=forum)
    for hat in (stage.convener, stage.focal, stage.hats[Role.SECRETARIAT]):
        assert client_of(hat.person).get(f"{path}consent/").status_code == 404
    given = {
        "consent_how": "In their words.",
        "consented": "9",
        "guardians": "7",
        "took_part": "8",
        "held_on": str(clock.today()),
    }
    ask = client_of(forum.person)
    assert ask.post(f"{path}consent/", given | {"version": "1", "took_part": "10"}).status_code == 422
    assert ask.post(f"{path}consent/", given | {"version": "1"}).status_code == 302
    results = {"results": "They want lights at the landing.", "answer_due": str(due), "version": "2"}
    assert ask.post(f"{path}results/", results).status_code == 302
    with clock.standing_at(clock.now() + timedelta(days=61)):
        assert consultation_page(made.ref, again(stage.nobody)).late
    assert client_of(stage.convener.person).post(f"{path}changed/", {"changed": "Lights.", "version": "3"}).status_code == 302
    page = client.get(f"{path.rstrip('/')}.json").json()
    assert (page["state"], page["took_part"], page["changed"]) == ("answered", 8, "Lights.")


def test_nobody_takes_part_without_consent_and_few_are_not_published(stage: Stage) -> None:
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    with pytest.raises(ValidationError, match="agreed"):
        consultations.record_consent(made, **consent(took_part=10), version=1, by=forum)
    with pytest.raises(ValidationError, match="supports"):
        consultations.record_consent(made, **consent(), version=1, by=stage.convener)
    made = consultations.record_consent(made, **consent(took_part=4), version=1, by=forum)
    with pytest.raises(ValidationError, match="Fewer than 5"):
        consultations.publish_results(made, results="B.", answer_due=clock.today() + timedelta(days=9), version=2, by=forum)


def test_an_unverified_organisation_supports_none(stage: Stage) -> None:
    body = organisation("Unknown", stage.officers, stage.here)
    body.verified_on = None
    body.save()
    with pytest.raises(ValidationError, match="verified"):
        prepared(stage, organisation=body)


def test_the_journal_holds_all_of_it(stage: Stage) -> None:
    from accord.record.actions import seal
    from accord.record.actions.events import problems

    test_countries = prepared(stage)
    made = called(stage, test_countries.platform, hours=-1)
    meetings.add_item(made, title="One", card=None, by=stage.convener)
    threats.describe_threat(made.platform, told(stage), by=stage.convener)
    seal(100_000)
    assert problems() == []
    Meeting.objects.filter(pk=made.pk).update(minutes="Written round the verbs.")
    assert [(p["ref"], p["what"]) for p in problems()] == [(made.card_ref, "altered")]
