"""What moderation decides about posts and topics, what is then seen of them, and where; speaking, muting."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.discussions import actions, moderating
from accord.discussions.actions import drawn, edit_post
from accord.discussions.models import Mention, Post, Topic
from accord.discussions.tests.makers import Stage, place_of
from accord.kit import clock
from accord.moderation import access, speaking
from accord.moderation.actions import appeal, decide
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision
from accord.people.models import Capacity, Role
from accord.record.actions import Conflict, hold, seal
from accord.record.cached import blocks
from accord.record.models import Event
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.exporting.archive import write_archive
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


def decided(topic: Topic, act: str, part: str, by: Capacity, ground: str = "hate", **more: Any) -> Decision:
    case, _made = Case.objects.get_or_create(card=topic.card, part=part)
    return decide(case, Told(act, ground, "Because of the rules.", **more), by=by)


def shown_to(who: Any, path: str) -> str:
    client = client_of(who) if who else Client()
    return client.get(f"/en/{path}").content.decode()


def test_a_hidden_post_is_read_nowhere_and_comes_back(stage: Stage, settings: Any) -> None:
    settings.PAGES_KEPT, settings.BLOCKS_KEPT, settings.CLOCK = 10**6, 10**6, clock.now().isoformat()
    blocks.clear()
    topic = stage.topic()
    made = stage.post(topic, "A lagoon, a bittern.")
    worker = Client()
    pages = [f"topics/{topic.ref}/", f"topics/{topic.ref}.json", f"topics/{topic.ref}/2/", f"topics/{topic.ref}/2.json",
             "search/?q=lagoon&world=demo", f"topics/{topic.ref}/post/?quotes=2"]  # fmt: skip
    readers = (stage.nobody, stage.convener.person, stage.focal.person, None)
    before = {path: "bittern" in worker.get(f"/en/{path}").content.decode() for path in pages}
    assert sum(before.values()) == 5
    shown_to(stage.nobody, pages[0])
    decided(topic, "hide", "p2", stage.convener)
    for path in pages:
        assert "bittern" not in worker.get(f"/en/{path}").content.decode(), path
        for who in readers:
            assert "bittern" not in shown_to(who, path), (who, path)
    assert "Hate or threats" in worker.get(f"/en/{pages[0]}").content.decode()
    told = worker.get(f"/en/{pages[1]}").json()["posts"][1]
    assert (told["ground"], told["html"], told["author"], bool(told["hidden_on"])) == ("hate", "", "", True)
    with pytest.raises(Conflict):
        edit_post(made, drawn("Anew.", "en"), version=1, by=stage.focal.person)
    assert not problems()
    decided(topic, "restore", "p2", stage.convener, "mistaken")
    for path in pages[:5]:
        assert "bittern" in worker.get(f"/en/{path}").content.decode(), path
    assert not problems()


def test_no_word_of_an_author_stays_in_the_journal_when_the_post_is_hidden(stage: Stage) -> None:
    """Nor why it was changed: the proof of its acts is read by whoever reads the topic."""
    topic = stage.topic()
    made = stage.post(topic, "A lagoon, a bittern.")
    edit_post(made, drawn("A quiet bittern.", "en"), version=1, by=stage.focal.person, reason="The bittern minds.")
    assert "The bittern minds." in shown_to(None, f"topics/{topic.ref}/2/")
    decided(topic, "hide", "p2", stage.convener)
    seal()
    for path in (f"verify/topics/{topic.ref}/", f"verify/topics/{topic.ref}.json", f"topics/{topic.ref}/2/"):
        assert "bittern" not in shown_to(stage.nobody, path), path
    assert not Event.objects.filter(body__icontains="bittern").exists()


def test_a_hidden_topic_leaves_every_list(stage: Stage) -> None:
    topic = stage.topic(title="Quiet heron")
    stage.post(topic, f"@{stage.other.person.name} knows.")
    mine = Mention.objects.filter(post__topic=topic)
    lists = [f"discussions/on/{topic.place.ref}/", "discussions/?world=demo", topic.place.url, "search/?q=heron&world=demo"]
    assert all("Quiet heron" in shown_to(None, path) for path in lists)
    decided(topic, "hide", "", stage.hats[Role.SAFEGUARDING], "child")
    for path in [*lists, "discussions/mine/", "owed/"]:
        for who in (None, stage.convener.person, *(one.person for one in mine)):
            assert "Quiet heron" not in shown_to(who, path), path
    assert Client().get(f"/en/topics/{topic.ref}/").status_code == 410
    assert Client().get(f"/en/topics/{topic.ref}/2.json").status_code == 410
    decided(topic, "restore", "", stage.hats[Role.SAFEGUARDING], "mistaken")
    assert all("Quiet heron" in shown_to(None, path) for path in lists)
    assert not problems()


def test_masked_words_are_gone_from_wordings_translations_and_search(stage: Stage) -> None:
    topic = stage.topic()
    made = stage.post(topic, "Call **Pelican** now.")
    made = edit_post(made, drawn("Call **Pelican** soon.", "en"), version=1, by=stage.focal.person)
    actions.translate_post(made, drawn("Appelez Pelican.", "fr"), version=0, of_version=2, by=stage.other.person, hat=stage.other)
    pages = (f"topics/{topic.ref}/", f"topics/{topic.ref}/2/", f"topics/{topic.ref}/2.json")
    with pytest.raises(ValidationError):
        decided(topic, "mask", "p2", stage.convener, words=("Gannet",))
    made_of = decided(
        topic, "mask", "p2", stage.convener, words=("pelican", "now")
    )  # the latter stands in an earlier wording alone
    for path in pages:
        page = shown_to(stage.nobody, path)
        assert "Pelican" not in page
        assert "[…]" in page
    assert not search(again(stage.nobody), "pelican", world="demo").hits
    assert search(again(stage.nobody), "soon", world="demo").hits
    assert made_of.wording["fields"] == {"text": "Call **Pelican** soon."}
    assert "Pelican" in shown_to(stage.convener.person, f"moderation/{made_of.case_id}/")
    assert not problems()
    decided(topic, "restore", "p2", stage.convener, "mistaken")
    assert "<strong>Pelican</strong> soon" in shown_to(None, pages[0])
    post = Post.objects.get(pk=made.pk)
    assert (post.state, post.revisions.get().text, post.translations.get().text) == (
        "shown", "Call **Pelican** now.", "Appelez Pelican.",
    )  # fmt: skip
    assert not problems()


def test_its_author_is_told_and_nobody_judges_their_own(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    own = stage.post(topic, by=stage.convener)
    decision = decided(topic, "warn", "p2", stage.convener)
    assert (decision.author, decision.hat) == (stage.focal.person, stage.focal)
    assert "Author warned" in shown_to(stage.focal.person, "moderation/mine/")
    assert not access.judges(again(stage.convener.person), topic.card, own.part)
    assert [h.role for h in access.judges(again(stage.convener.person), topic.card, "p2")][-1:] == [stage.convener.role]


def test_who_is_suspended_speaks_nowhere_on_the_place_and_loses_no_word(stage: Stage) -> None:
    platform = stage.platform()
    stage.take_in(platform, stage.focal)
    topic, beside = stage.topic(platform), stage.topic(platform)
    stage.post(topic)
    decided(topic, "suspend", "p2", stage.convener, until=clock.today().replace(year=clock.today().year + 1))
    client, said = client_of(stage.focal.person), {"text": "Let me in.", "language": "en"}
    for path, given in (
        (f"topics/{beside.ref}/post/", said),
        (f"topics/{topic.ref}/2/edit/", said | {"version": 1}),
        (f"discussions/on/{place_of(platform).ref}/new/", said | {"title": "T", "kind": "discussion"}),
    ):  # fmt: skip
        answer = client.post(f"/en/{path}", given)
        assert answer.status_code == 422, path
        assert "suspended from speaking" in answer.content.decode()
        assert "Let me in." in answer.content.decode()
    assert topic.posts.count() + beside.posts.count() == 3


def test_who_is_suspended_sums_nothing_up_either(stage: Stage) -> None:
    platform = stage.platform()
    stage.take_in(platform, stage.other, "convener")
    topic = stage.topic(platform)
    actions.tell_outcome(topic, drawn("Lamps.", "en"), decided_on=clock.today(), version=1, by=stage.other)
    stage.post(topic, by=stage.convener)
    guard = stage.hats[Role.SAFEGUARDING]
    decided(topic, "suspend", "p2", guard, until=clock.today().replace(year=clock.today().year + 1))
    client = client_of(stage.convener.person)
    given = {"text": "Let me in.", "language": "en", "version": 2, "reason": "Let me in.", "title": "Let me in.",
             "owner": "Me", "decided_on": clock.today()}  # fmt: skip
    for path in ("summary", "outcome", "title", "close", "actions/new"):
        answer = client.post(f"/en/topics/{topic.ref}/{path}/", given)
        assert answer.status_code == 422, path
        assert "suspended from speaking" in answer.content.decode()


def test_changes_have_their_measure_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "CHANGES", 1)
    topic = stage.topic()
    made = stage.own_name(topic, stage.nobody)
    for version in (1, 2):
        speaking.check_post(stage.nobody, topic.place, again=True)
        edit_post(made, drawn(f"Anew {version}.", "en"), version=version, by=stage.nobody)
    with pytest.raises(ValidationError, match="within an hour"):
        speaking.check_post(stage.nobody, topic.place, again=True)
    speaking.check_post(stage.nobody, topic.place)  # as posts they count for none


def test_colleagues_read_no_notice_of_what_they_may_not_read(stage: Stage) -> None:
    closed, colleague = stage.platform("restricted"), stage.hats[Role.ALTERNATE].person
    stage.take_in(closed, stage.focal)
    topic = stage.topic(closed)
    stage.post(topic, "A bittern.")
    made = decided(topic, "hide", "p2", stage.convener)
    assert "bittern" in shown_to(stage.focal.person, f"moderation/notices/{made.pk}/")
    assert client_of(colleague).get(f"/en/moderation/notices/{made.pk}/").status_code == 404
    assert "Hidden" not in shown_to(colleague, "moderation/mine/")
    stage.take_in(closed, stage.hats[Role.ALTERNATE])
    hold(topic.card, ground="hate")  # what they read until it went is still theirs to know of
    assert client_of(colleague).get(f"/en/moderation/notices/{made.pk}/").status_code == 200


def test_an_appeal_in_a_place_with_one_convener_is_heard_by_safeguarding(stage: Stage) -> None:
    """Who reads the appeal and the reasons, and nothing of the place."""
    closed, guard = stage.platform("restricted"), stage.hats[Role.SAFEGUARDING]
    stage.take_in(closed, stage.focal)
    topic = stage.topic(closed)
    stage.post(topic, "A bittern.")
    made = decided(topic, "hide", "p2", stage.convener, ground="spam")
    path = f"/en/moderation/appeals/{appeal(made, text='It was a bird.').pk}/"
    for hat in (stage.convener, stage.focal, stage.hats[Role.SECRETARIAT]):
        assert client_of(hat.person).get(path).status_code == 404
    page = client_of(guard.person).get(path).content.decode()
    assert "It was a bird." in page
    assert "Because of the rules." in page
    assert "bittern" not in page
    answer = client_of(guard.person).post(path, {"upheld": "no", "text": "It is.", "version": 0}, follow=True)
    assert answer.status_code == 200
    assert "bittern" not in answer.content.decode()
    assert topic.posts.get(number=2).state == Post.State.SHOWN


def test_all_that_is_read_can_be_masked(stage: Stage) -> None:
    topic = stage.topic()
    picture = actions.Attached("Pelican at the pier", "image/png", b"x", "0" * 64)
    made = stage.post(topic, "Look.", files=[picture])
    edit_post(made, drawn("Look there.", "en"), version=1, by=stage.focal.person, reason="Pelican asked.")
    actions.tell_outcome(topic, drawn("Lamps.", "en"), decided_on=clock.today(), version=1, by=stage.convener)
    actions.add_action(topic, text="Ask Pelican", owner="Pelican", capacity=None, due=None, card=None, by=stage.convener)
    actions.close_topic(topic, by=stage.convener, reason="Pelican came.")
    pages = (f"topics/{topic.ref}/", f"topics/{topic.ref}/2/", f"topics/{topic.ref}.json")
    assert all("Pelican" in shown_to(None, path) for path in pages)
    for part in ("p2", ""):
        decided(topic, "mask", part, stage.hats[Role.SAFEGUARDING], "personal", words=("pelican",))
    assert not [path for path in pages if "Pelican" in shown_to(None, path)]
    assert not problems()
    for part in ("p2", ""):
        decided(topic, "restore", part, stage.hats[Role.SAFEGUARDING], "mistaken")
    assert all("Pelican" in shown_to(None, path) for path in pages)
    assert (topic.posts.get(number=2).text, topic.actions.get().owner) == ("Look there.", "Pelican")
    assert not problems()


def test_a_post_is_reported_from_its_topic(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    assert f"/en/report-this/topics/{topic.ref}/?part=p2" in shown_to(None, f"topics/{topic.ref}/")
    for part, told in (("p2", "part #2"), ("p9", ""), ("x", "")):
        page = shown_to(None, f"report-this/topics/{topic.ref}/?part={part}")
        assert ("part #2" in page) == bool(told)
    answer = Client().post(f"/en/report-this/topics/{topic.ref}/?part=p2", {"ground": "spam", "once": "ab" * 16})
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.card_id, case.part) == (topic.card_id, "p2")
    assert moderating.words(topic.card, "p2") == ("en", "We do.")
    assert f"moderation/{case.pk}/" in shown_to(stage.convener.person, "moderation/")


def test_what_stays_behind_and_where_a_case_goes(stage: Stage) -> None:
    platform = stage.platform()
    topic, into = stage.topic(platform), stage.topic(platform)
    for text in ("One.", "Two."):
        stage.post(topic, text)
    decided(topic, "hide", "p2", stage.convener)
    actions.merge_topic(topic, into, by=stage.convener, reason="x")
    assert [p.text for p in into.posts.all()][-1] == "Two."
    assert topic.posts.get(number=2).state == "hidden"
    decided(topic, "hide", "p3", stage.convener)  # it went to the other one meanwhile
    assert "Two." not in shown_to(stage.nobody, f"topics/{into.ref}/")
    assert not problems()


def test_muting_an_author_is_offered_beside_a_named_post_alone(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    client = client_of(stage.nobody)
    page = client.get(f"/en/topics/{topic.ref}/2/").content.decode()
    key = page.partition('name="key" value="')[2].partition('"')[0]
    assert client.post("/en/moderation/mute/", {"key": key}).status_code == 302
    assert "By somebody whom you do not want to read" in shown_to(stage.nobody, f"topics/{topic.ref}/")
    assert "You do not want to read its author" in shown_to(stage.nobody, f"topics/{topic.ref}/2/")
    assert 'name="key"' not in shown_to(stage.focal.person, f"topics/{topic.ref}/2/")
    assert 'name="key"' not in shown_to(None, f"topics/{topic.ref}/2/")


def test_a_platform_taken_along_holds_what_was_said_but_for_what_is_hidden(stage: Stage) -> None:
    platform = stage.platform()
    topic, gone = stage.topic(platform, title="Lamps"), stage.topic(platform, title="Quiet heron")
    said = stage.post(topic, "Two lamps.", quotes=1)
    actions.translate_post(said, drawn("Deux lampes.", "fr"), version=0, of_version=1, by=stage.focal.person, hat=stage.focal)
    stage.post(topic, "A bittern.")
    stage.post(topic, "Call Pelican now.")
    closed = stage.topic(stage.platform("restricted", title="Closed"), title="Elsewhere")
    decided(topic, "hide", "p3", stage.convener)
    decided(topic, "mask", "p4", stage.convener, words=("Pelican",))
    decided(gone, "hide", "", stage.hats[Role.SAFEGUARDING], "child")
    out = io.BytesIO()
    with clock.standing_at(clock.now()):
        write_archive(place_of(platform), again(stage.convener.person), out)
    archive = zipfile.ZipFile(out)
    files = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert f"topics/{topic.ref}.html" in files
    told = json.loads(files[f"topics/{topic.ref}.json"])
    assert (told["hidden"], told["masked"], [p["post"]["quotes"] for p in told["posts"]]) == (1, 1, [None, 1, None, None])
    assert told["posts"][1]["translations"][0]["translation"]["origin"] == "human"
    page = files[f"topics/{topic.ref}.html"]
    assert all(words in page for words in ("Two lamps.", "Deux lampes.", "[…]", "Hate or threats"))
    everything = "".join(files.values())
    assert not [word for word in ("bittern", "Pelican", "Quiet heron", closed.ref) if word in everything]
    assert json.loads(files["export.json"])["hidden_left_out"] == 2


def test_a_long_topic_is_taken_along_in_pieces(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory holds one piece, however many posts there are."""
    monkeypatch.setattr("accord.discussions.reads.whole.PIECE", 2)
    platform = stage.platform()
    topic = stage.topic(platform, text="Post 1.")
    for number in range(2, 6):
        stage.post(topic, f"Post {number}.")
    decided(topic, "hide", "p3", stage.convener)
    out = io.BytesIO()
    made = write_archive(place_of(platform), again(stage.convener.person), out)
    archive = zipfile.ZipFile(out)
    path = f"topics/{topic.ref}"
    pieces = [json.loads(archive.read(f"{path}{end}.json")) for end in ("", "/from-3", "/from-5")]
    assert [[p["text"] for p in one["posts"]] for one in pieces] == [["Post 1.", "Post 2."], ["", "Post 4."], ["Post 5."]]
    assert {one["hidden"] for one in pieces} == {1}
    assert (made.counts["Topic"], made.counts["Posts"]) == (1, 2)
    assert 'href="../../index.html"' in archive.read(f"{path}/from-3.html").decode()


def test_who_decides_reads_a_post_in_its_own_language_by_the_number_it_has_there(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic, "Sur notre rive.", language="fr")
    case = Case.objects.create(card=topic.card, part="p2")
    assert shown_to(None, f"report-this/topics/{topic.ref}/?part=p2").count("part #2") == 1
    html = shown_to(stage.officers[0], f"moderation/{case.pk}/")
    assert "part #2" in html
    assert '<blockquote lang="fr"' in html
    assert "<dt>Français</dt>" in shown_to(stage.officers[0], f"moderation/{case.pk}/warn/")
