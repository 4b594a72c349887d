"""Posts in other languages: by whom, of which wording, and what goes to no machine."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from accord.directory.tests.makers import client_of
from accord.discussions import actions, machine, moderating
from accord.discussions.actions import drawn
from accord.discussions.models import Topic, Translation
from accord.discussions.reads.topic import topic_page
from accord.discussions.tests.makers import Stage
from accord.record.actions import Conflict
from accord.record.models import SearchDocument
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[tuple[str, str, str]]:
    """A machine that says what it was asked."""
    settings.TRANSLATE_URL = "https://translate.example"
    heard: list[tuple[str, str, str]] = []

    def say(text: str, source: str, target: str) -> str:
        heard.append((text, source, target))
        return f"[{target}] {text}"

    monkeypatch.setattr(machine, "translate", say)
    return heard


def shown(stage: Stage, topic: Topic, language: str) -> Any:
    with translation.override(language):
        return topic_page(again(stage.nobody), topic.ref).posts[0]


def test_a_person_translates_and_the_original_stays(stage: Stage) -> None:
    topic = stage.topic()
    client = client_of(stage.focal.person)
    address = f"/en/topics/{topic.ref}/1/translate/"
    assert client.get(f"{address}?language=fr").status_code == 200
    sent = {"text": "Qui veille ?", "language": "fr", "of_version": 1, "version": 0}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"text": "Qui donc ?"}).status_code == 409
    assert client.post(address, sent | {"text": "Who?", "language": "en"}).status_code == 422
    told = shown(stage, topic, "fr").translated
    assert (told.origin, told.by, told.stale) == ("human", "Focal-Point-A, Point focal, Land XAA", False)
    page = client.get(f"/fr/topics/{topic.ref}/").content.decode()
    before, _, original = page.partition("<details><summary>Afficher l’original</summary>")
    assert "Qui veille ?" in before
    assert "Traduit par une personne\xa0: Focal-Point-A, Point focal, Land XAA</p>" in before
    assert "landing places" in original.partition("</details>")[0]
    plain = client.get(f"/en/topics/{topic.ref}/").content.decode()
    assert ("Show original" in plain, "Translated by" in plain) == (False, False)
    assert shown(stage, topic, "en").translated is None
    assert not problems()


@pytest.mark.parametrize(("mode", "may"), [("open", True), ("transparent", True), ("restricted", False)])
def test_a_translator_translates_what_everybody_reads_where_others_post(stage: Stage, mode: str, may: bool) -> None:
    topic = stage.topic(stage.platform(mode))
    hat = stage.hats["translator"]
    client, address = client_of(hat.person), f"/en/topics/{topic.ref}/1/"
    sent = {"text": "Qui veille ?", "language": "fr", "of_version": 1, "version": 0}
    assert (client.get(f"{address}translate/").status_code == 200) is may
    assert (client.post(f"{address}translate/", sent).status_code == 302) is may
    assert Translation.objects.filter(capacity=hat).exists() is may
    if mode == "transparent":
        assert "translate/" in client.get(address).content.decode()
        assert client.get(f"/en/topics/{topic.ref}/post/").status_code == 404
        member = client_of(stage.hats["member"].person)
        assert member.get(f"{address}translate/").status_code == 404
        Topic.objects.update(state=Topic.State.CLOSED, reason="Done.")
        assert client.get(f"{address}translate/").status_code == 404


def test_a_translation_of_an_earlier_wording_says_so(stage: Stage) -> None:
    topic = stage.topic()
    post = topic.posts.get()
    actions.translate_post(post, drawn("Qui ?", "fr"), version=0, of_version=1, by=stage.focal.person, hat=stage.focal)
    actions.edit_post(post, drawn("Nobody?", "en"), version=1, by=stage.convener.person)
    assert shown(stage, topic, "fr").translated.stale
    page = client_of(stage.nobody).get(f"/fr/topics/{topic.ref}/").content.decode()
    assert "Land XAA, d’un texte antérieur</p>" in page
    with pytest.raises(Conflict):
        actions.translate_post(post, drawn("x", "ru"), version=0, of_version=1, by=stage.focal.person, hat=stage.focal)


def test_without_an_address_no_machine_is_asked(stage: Stage) -> None:
    topic = stage.topic()
    assert client_of(stage.nobody).post(f"/fr/topics/{topic.ref}/1/machine/").status_code == 404


def test_a_machine_is_asked_once_and_a_persons_translation_goes_before_it(stage: Stage, asked: list[Any]) -> None:
    topic = stage.topic()
    client = client_of(stage.nobody)
    assert "machine/" in client.get(f"/fr/topics/{topic.ref}/1/").content.decode()
    for _ in range(2):
        assert client.post(f"/fr/topics/{topic.ref}/1/machine/").status_code == 302
    assert asked == [("Who watches the *landing places*?", "en", "fr")]
    told = shown(stage, topic, "fr").translated
    assert (told.origin, told.by) == ("machine", "")
    page = client.get(f"/fr/topics/{topic.ref}/").content.decode()
    assert "Traduit par une machine</p><details><summary>Afficher l’original</summary>" in page
    assert "Traduit par une personne" not in page
    actions.translate_post(
        topic.posts.get(), drawn("Qui ?", "fr"), version=0, of_version=1, by=stage.focal.person, hat=stage.focal
    )
    assert shown(stage, topic, "fr").translated.origin == "human"
    assert not problems()


@pytest.mark.parametrize("trusted", [False, True])
def test_what_is_not_public_goes_to_no_machine_but_a_trusted_one(
    stage: Stage, asked: list[Any], settings: Any, trusted: bool
) -> None:
    settings.TRANSLATE_TRUSTED = trusted
    closed = stage.topic(stage.platform("restricted", title="Closed"))
    client = client_of(stage.convener.person)
    assert client.post(f"/fr/topics/{closed.ref}/1/machine/").status_code == (302 if trusted else 404)
    assert ("machine/" in client.get(f"/ru/topics/{closed.ref}/1/").content.decode()) == trusted
    assert len(asked) == trusted


def test_strangers_ask_no_machine(stage: Stage, asked: list[Any], client: Any) -> None:
    topic = stage.topic()
    assert client.post(f"/fr/topics/{topic.ref}/1/machine/").status_code == 302
    assert client.get(f"/fr/topics/{topic.ref}/1/machine/").status_code == 405
    assert not asked


def test_a_machine_that_fails_leaves_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.TRANSLATE_URL = "http://127.0.0.1:9"

    def closed(*given: Any, **more: Any) -> Any:
        raise OSError

    monkeypatch.setattr(machine._opener, "open", closed)
    topic = stage.topic()
    answer = client_of(stage.nobody).post(f"/fr/topics/{topic.ref}/1/machine/", follow=True)
    assert answer.status_code == 200
    assert not Translation.objects.exists()


def _says(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> list[Any]:
    asked: list[Any] = []

    def opened(request: Any, timeout: float) -> io.BytesIO:
        asked.append(request)
        return io.BytesIO(answer)

    monkeypatch.setattr(machine._opener, "open", opened)
    return asked


def test_the_machine_is_asked_in_its_own_words(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.TRANSLATE_URL, settings.TRANSLATE_KEY = "https://translate.example/api", "k"
    asked = _says(monkeypatch, b'{"translatedText": "Qui ?"}')
    assert machine.translate("Who?", "en", "fr") == "Qui ?"
    assert asked[0].full_url == "https://translate.example/api/translate"
    assert json.loads(asked[0].data) == {"q": "Who?", "source": "en", "target": "fr", "format": "text", "api_key": "k"}


@pytest.mark.parametrize(
    "answer", [b"", b"x", b"{}", b"[]", b'{"translatedText": 3}', b'{"translatedText": " "}', b'"x"', b"\xff"]
)
def test_a_strange_answer_is_none(monkeypatch: pytest.MonkeyPatch, settings: Any, answer: bytes) -> None:
    settings.TRANSLATE_URL = "https://translate.example"
    _says(monkeypatch, answer)
    with pytest.raises(machine.Unreachable):
        machine.translate("Who?", "en", "fr")


def found(words: str) -> list[str]:
    return [hit.url for hit in search(AnonymousUser(), words).hits]


def test_a_post_is_found_by_the_words_of_its_translations(stage: Stage) -> None:
    topic = stage.topic()
    post = stage.post(topic, "We do.")
    mine = actions.translate_post(
        post, drawn("Le passeur veille.", "fr"), version=0, of_version=1, by=stage.focal.person, hat=stage.focal
    )
    assert found("passeur") == [f"{topic.url}?from=1#p2"]
    post.refresh_from_db()
    actions.translate_post(
        post, drawn("Le guetteur.", "fr"), version=mine.version, of_version=1, by=stage.focal.person, hat=stage.focal
    )
    actions.keep_machine_translation(post, drawn("Вахтер.", "ru"), of_version=1)
    assert (found("passeur"), len(found("guetteur")), len(found("вахтер"))) == ([], 1, 1)
    post.refresh_from_db()
    for state, count in (("hidden", 0), ("shown", 1)):
        actions.set_post_state(post, state)
        assert (len(found("guetteur")), len(found("вахтер"))) == (count, count), state
    other = actions.split_topic(topic, [2], title="Watching", language="en", by=stage.convener, reason="Its own.")
    assert found("guetteur") == [f"{other.url}?from=1#p1"]
    word = "guetteur"
    moderating.mask(other.card, "p1", ["We"], stage.convener, "names a child")
    assert found(word) == []
    assert SearchDocument.objects.filter(card__in=[topic.card, other.card], id__lt=0).count() == 2
