"""What covers a platform's topic already is shown, asked and printed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.kit import clock
from accord.people.models import Role
from accord.record.actions import CardText, Conflict, publish_card
from accord.record.models import Event, Link
from accord.spaces.actions import platforms
from accord.spaces.reads.platforms import platform_page
from accord.spaces.states import Unmet
from accord.spaces.tests.makers import Stage
from accord.spaces.tests.test_platforms import elsewhere

pytestmark = pytest.mark.django_db


def test_what_covers_the_topic_is_shown_asked_and_printed(stage: Stage, client: Client) -> None:
    there = elsewhere(stage)
    draft = stage.draft()
    overlap = draft.overlaps.get()
    assert overlap.card.ref == there.card_ref
    with pytest.raises(Unmet, match="River police network"):
        platforms.open_platform(draft, by=stage.convener)
    told = {"asked_on": clock.today(), "supplements": "Children, not cases.", "answer": "", "language": "en"}
    platforms.settle_overlap(overlap, **told, version=1, by=stage.convener)
    platforms.open_platform(draft, by=stage.convener)
    html = client.get(f"/en/{draft.url}").content.decode()
    assert "Children, not cases." in html
    assert "No answer yet" in html
    tie = Link.objects.get(relation="supplements")
    assert (tie.card.ref, tie.other.ref, tie.note) == (draft.card_ref, there.card_ref, "Children, not cases.")


def test_a_convener_of_what_exists_answers_and_the_opener_does_not_write_over_it(stage: Stage, client: Client) -> None:
    first = stage.platform(by=stage.focal, title="First")
    draft = stage.draft(title="Second")
    overlap = draft.overlaps.get()
    assert client_of(stage.focal.person).get(f"/en/platforms/overlaps/{overlap.pk}/answer/").status_code == 404  # not asked yet
    told = {"asked_on": clock.today(), "supplements": "More.", "answer": "", "language": "en"}
    row = platforms.settle_overlap(overlap, **told, version=1, by=stage.convener)
    answered = {"answer": "Join us instead.", "language": "en", "version": "2"}
    assert client_of(stage.other.person).post(f"/en/platforms/overlaps/{overlap.pk}/answer/", answered).status_code == 404
    assert client_of(stage.focal.person).post(f"/en/platforms/overlaps/{overlap.pk}/answer/", answered).status_code == 302
    with pytest.raises(Conflict):
        platforms.settle_overlap(row, **told, version=2, by=stage.convener)
    platforms.settle_overlap(row, **told | {"answer": "They agreed."}, version=3, by=stage.convener)
    platforms.open_platform(draft, by=stage.convener)
    line = platform_page(draft.ref, client_of(stage.focal.person).request().wsgi_request.user).overlaps[0]
    assert (line.answer, line.by_its_convener) == ("Join us instead.", True)
    assert Event.objects.filter(verb="overlap_answered", card__ref=draft.card_ref).exists()
    assert first.card_ref == line.url.rstrip("/")


def test_an_answer_that_comes_after_the_opening_is_printed_too(stage: Stage, client: Client) -> None:
    elsewhere(stage)
    found = stage.platform()
    overlap, convener = found.overlaps.get(), client_of(stage.convener.person)
    path = f"/en/platforms/overlaps/{overlap.pk}/"
    assert path in convener.get(f"/en/{found.url}").content.decode()
    assert path not in client.get(f"/en/{found.url}").content.decode()
    given = {
        "asked_on": str(clock.today()),
        "supplements": "Families.",
        "answer": "We welcome it.",
        "language": "en",
        "version": "2",
    }
    assert convener.post(path, given).status_code == 302
    assert "We welcome it." in client.get(f"/en/{found.url}").content.decode()


def test_who_convenes_what_exists_is_led_to_their_answer_and_the_opener_past_it(stage: Stage) -> None:
    stage.platform(by=stage.focal, title="First")
    found = stage.platform(title="Second")
    overlap, asked = found.overlaps.get(), client_of(stage.focal.person)
    path = f"/en/platforms/overlaps/{overlap.pk}/"
    assert f"{path}answer/" in asked.get(f"/en/{found.url}").content.decode()
    assert f"{path}answer/" not in client_of(stage.other.person).get(f"/en/{found.url}").content.decode()
    asked.post(f"{path}answer/", {"answer": "Join us.", "language": "en", "version": "2"})
    opener = client_of(stage.convener.person)
    assert 'name="answer"' not in opener.get(path).content.decode()
    given = {"asked_on": str(clock.today()), "supplements": "Anew.", "version": "3"}
    assert opener.post(path, given).status_code == 302
    overlap.refresh_from_db()
    assert (overlap.supplements, overlap.answer) == ("Anew.", "Join us.")


def test_a_restricted_platform_on_the_topic_is_not_given_away(stage: Stage) -> None:
    stage.platform("restricted", title="Quiet", by=stage.focal)
    assert not stage.draft().overlaps.exists()


def test_other_topics_and_other_countries_do_not_overlap(stage: Stage) -> None:
    stage.platform(by=stage.focal, title="Law", topics=[stage.law])
    stage.platform(by=stage.focal, title="Far", areas=[stage.far, stage.there])
    assert [o.card.name.text for o in stage.draft(areas=[stage.here]).overlaps.all()] == []
    assert [o.card.name.text for o in stage.draft(areas=[stage.far]).overlaps.all()] == ["Far"]


def test_an_existing_partnership_is_asked_through_the_organisation_that_its_card_belongs_to(stage: Stage) -> None:
    card = CardText(
        ref="partnerships/rivers", kind="partnership", url="partnerships/rivers/", title={"en": "Rivers for children"},
        world="demo", topics=[stage.trafficking], owner=stage.forum,
    )  # fmt: skip
    publish_card(card)
    draft = stage.draft()
    overlap = draft.overlaps.get()
    html = client_of(stage.convener.person).get(f"/en/{draft.url}").content.decode()
    assert "Rivers for children" in html
    told = {"asked_on": clock.today(), "supplements": "Families.", "answer": "", "language": "en"}
    platforms.settle_overlap(overlap, **told, version=1, by=stage.convener)
    path, given = (
        f"/en/platforms/overlaps/{overlap.pk}/answer/",
        {"answer": "Come to us first.", "language": "en", "version": "2"},
    )
    assert client_of(stage.focal.person).post(path, given).status_code == 404
    assert client_of(stage.hats[Role.ORG_MEMBER].person).post(path, given).status_code == 302
    platforms.open_platform(draft, by=stage.convener)
    line = platform_page(draft.ref, AnonymousUser()).overlaps[0]
    assert (line.kind, line.answer, line.by_its_convener) == ("partnership", "Come to us first.", True)
