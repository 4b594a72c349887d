"""A convener without an account is asked by a letter, and answers by the link in it."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.kit import clock
from accord.notices.reads.news import untold
from accord.people.models import Role
from accord.record.actions import Conflict, hold, seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event
from accord.spaces.actions import asking, platforms
from accord.spaces.models import Overlap, Platform
from accord.spaces.models.platforms import LINK_DAYS
from accord.spaces.news import news
from accord.spaces.tests.makers import Stage
from accord.spaces.tests.test_platforms import elsewhere
from accord.spaces.views.asking import AN_HOUR

pytestmark = pytest.mark.django_db
ANSWER = {"answer": "Join our meetings first.", "language": "en"}


def asked(stage: Stage, platform: Platform, language: str = "fr") -> str:
    """The address in the letter, as its page shows it to who convenes the platform."""
    form = f"/en/platforms/overlaps/{platform.overlaps.get().pk}/letter/"
    client = client_of(stage.convener.person)
    assert client.post(form, {"language": language}).status_code == 302
    html = client.get(form).content.decode()
    found = re.search(rf"http[^\s<\"]*(/{language}/asked/\d+/[0-9a-f]{{64}}/)", html)
    assert found, html
    assert found[1] in unquote(html.split('href="mailto:?')[1].split('"')[0])
    return found[1]


@pytest.fixture
def draft(stage: Stage) -> Platform:
    cache.clear()
    elsewhere(stage)
    return stage.draft()


def test_a_convener_without_an_account_is_asked_by_a_letter_and_the_answer_is_printed(
    stage: Stage, draft: Platform, client: Client
) -> None:
    overlap = draft.overlaps.get()
    settle = f"/en/platforms/overlaps/{overlap.pk}/"
    opener = client_of(stage.convener.person)
    assert f"{settle}letter/" in opener.get(settle).content.decode()
    path = asked(stage, draft)
    html = opener.get(f"{settle}letter/").content.decode()
    assert html.count(f'{path}"><bdi>') == 1
    assert all(words in html for words in ("Rivers Council", draft.title, draft.text, 'lang="fr"', 'lang="en"'))
    assert str(clock.today()) in opener.get(settle).content.decode()  # the day of asking is there already
    page = client.get(path)
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "private, no-store", "same-origin")
    html = page.content.decode()
    assert all(words in html for words in (draft.title, draft.text, "River police network"))
    assert draft.charter not in html  # the letter tells no more than that
    assert client.post(path, ANSWER).status_code == 302
    html = client.get(path).content.decode()
    assert (draft.title in html, ANSWER["answer"] in html) == (False, True)  # thanks, and the text as it is printed
    html = opener.get(settle).content.decode()
    assert ANSWER["answer"] in html
    assert f"{settle}letter/" not in html
    html = opener.get(f"{settle}letter/").content.decode()
    assert ("They answered on" in html, f"/en/{draft.url}#exists" in html, "<form" in html.split("<main")[1]) == (
        True,
        True,
        False,
    )
    overlap.refresh_from_db()
    told = {"asked_on": clock.today(), "supplements": "Children.", "answer": "They love it.", "language": "en"}
    platforms.settle_overlap(overlap, **told, version=overlap.version, by=stage.convener)  # the opener writes over nothing
    html = opener.get(f"/en/{draft.url}").content.decode()
    assert ("Change what you said" in html, "Say that you asked" in html) == (True, False)
    platforms.open_platform(draft, by=stage.convener)
    html = client.get(f"/en/{draft.url}").content.decode()
    assert ("Join our meetings first." in html, "They love it." in html) == (True, False)
    assert "by a link sent to Rivers Council" in html
    [line] = client.get(f"/en/{draft.url.rstrip('/')}.json").json()["overlaps"]
    assert (line["by_link"], line["by_its_convener"], line["answered_by"]) == (True, False, "")
    assert Event.objects.get(verb="overlap_answered_by_link").capacity is None
    while seal():
        pass
    assert list(problems()) == []


def test_one_link_gives_one_answer(stage: Stage, draft: Platform, client: Client) -> None:
    path = asked(stage, draft)
    assert client.post(path, ANSWER).status_code == 302
    assert client.post(path, ANSWER).status_code == 302  # pressed twice
    late = client.post(path, ANSWER | {"answer": "Something else."})
    assert late.status_code == 410
    assert "Something else." in late.content.decode()  # given back
    assert draft.overlaps.get().answer == ANSWER["answer"]
    assert Event.objects.filter(verb="overlap_answered_by_link").count() == 1
    form = f"/en/platforms/overlaps/{draft.overlaps.get().pk}/letter/"
    assert client_of(stage.convener.person).post(form, {"language": "en"}).status_code == 302
    assert client_of(stage.convener.person).post(form, {"revoke": "1"}).status_code == 302
    assert client.get(path).status_code == 200  # nothing is made or taken back any more


def test_who_opens_the_platform_is_told_of_the_answer(stage: Stage, draft: Platform, client: Client) -> None:
    moment = clock.now() - timedelta(1)
    path = asked(stage, draft)
    assert list(news("real", moment)) == []
    client.post(path, ANSWER)
    [one] = news(draft.world, moment)
    assert (one.person, one.card, one.url) == (stage.convener.person_id, draft.card_ref, f"{draft.url}#exists")
    assert [kept.key for kept in untold(draft.world)[stage.convener.person_id] if kept.kind == "answers"] == [one.key]
    overlap = draft.overlaps.get()
    platforms.answer_overlap(overlap, answer="We said no such thing.", language="en", version=overlap.version, by=stage.focal)
    assert [one.person for one in news(draft.world, moment)] == [stage.convener.person_id]


def test_a_link_is_not_guessed_and_ends_with_the_asking(
    stage: Stage, draft: Platform, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, overlap = asked(stage, draft), draft.overlaps.get()
    assert asked(stage, draft, "es").removeprefix("/es") == path.removeprefix("/fr")  # a letter that went out leads there still
    key = path.split("/")[-2]
    for wrong in ("0" * 64, overlap.letter_once, key[:-1]):
        assert client.get(f"/en/asked/{overlap.pk}/{wrong}/").status_code == 404
    assert key not in str(vars(overlap))
    with monkeypatch.context() as later:
        today = clock.today()
        later.setattr(clock, "today", lambda: today + timedelta(days=LINK_DAYS + 1))
        assert (client.get(path).status_code, client.post(path, ANSWER).status_code) == (410, 410)
        assert draft.title not in client.get(path).content.decode()
    form = f"/en/platforms/overlaps/{overlap.pk}/letter/"
    client_of(stage.convener.person).post(form, {"revoke": "1"})
    assert (client.get(path).status_code, client.post(path, ANSWER).status_code) == (404, 404)
    assert asked(stage, draft, "fr") != path
    assert not Overlap.objects.get(pk=overlap.pk).answer


def test_what_comes_by_the_link_passes_the_gate_and_is_counted(stage: Stage, draft: Platform, client: Client) -> None:
    path = asked(stage, draft)
    refused = client.post(path, ANSWER | {"answer": "Her number is +254 712 345 678."})
    assert refused.status_code == 422
    for _ in range(AN_HOUR - 1):
        assert client.post(path, ANSWER | {"answer": ""}).status_code == 422
    refused = client.post(path, ANSWER)
    assert refused.status_code == 429
    assert ANSWER["answer"] in refused.content.decode()
    assert not draft.overlaps.get().answer


def test_only_who_convenes_the_platform_writes_and_only_where_nobody_here_can_answer(stage: Stage) -> None:
    cache.clear()
    elsewhere(stage)
    draft = stage.draft()
    form = f"/en/platforms/overlaps/{draft.overlaps.get().pk}/letter/"
    for hat in (stage.focal, stage.other, stage.hats[Role.SECRETARIAT]):
        assert client_of(hat.person).post(form, {"language": "en"}).status_code == 404
    assert Client().get(form).status_code == 302
    owned = elsewhere(stage, title="Owned", owner=stage.forum)
    there = stage.draft(title="Third").overlaps.get(card__ref=owned.card_ref)
    assert client_of(stage.convener.person).get(f"/en/platforms/overlaps/{there.pk}/letter/").status_code == 404


def test_a_convener_with_an_account_still_has_the_last_word(stage: Stage, draft: Platform, client: Client) -> None:
    path = asked(stage, draft)
    client.post(path, ANSWER)
    overlap = draft.overlaps.get()
    platforms.answer_overlap(overlap, answer="We said no such thing.", language="en", version=overlap.version, by=stage.focal)
    line = draft.overlaps.get()
    assert (line.by_link, line.by_its_convener, line.answer) == (False, True, "We said no such thing.")
    assert client.post(path, ANSWER).status_code == 410


def test_what_is_hidden_is_told_by_no_link(stage: Stage, draft: Platform, client: Client) -> None:
    path = asked(stage, draft)
    hold(Card.objects.get(ref=draft.card_ref), ground="child")
    assert client.get(path).status_code == 404


def test_a_link_that_was_taken_back_while_somebody_typed_takes_nothing_in(stage: Stage, draft: Platform) -> None:
    made: Any = asking.write_letter(draft.overlaps.get(), language="en", by=stage.convener)
    asking.take_link_back(made, by=stage.convener)
    with pytest.raises(Conflict):
        asking.answer_by_link(made, answer="Yes.", language="en")
