"""Opening, posting, editing: numbers, events, search, what a post leaves alone."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accord.directory.tests.makers import client_of
from accord.discussions.actions import Attached, Closed, drawn, edit_post, move_topic, post
from accord.discussions.forms import PostForm
from accord.discussions.models import Post, Topic
from accord.discussions.tests.makers import Stage, place_of
from accord.kit import clock
from accord.kit.middleware import ReadableRequestsMiddleware
from accord.people.models import Capacity
from accord.record.actions import Conflict, hold
from accord.record.cached import stamps
from accord.record.models import Card, Event, SearchDocument, Stamp
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


def test_posts_are_numbered_drawn_found_and_told(stage: Stage) -> None:
    topic = stage.topic()
    second = stage.post(topic, "The **eastern** pier is dark. <script>alert(1)</script>")
    topic.refresh_from_db()
    assert [p.number for p in topic.posts.all()] == [1, 2]
    assert topic.last_number == 2
    assert "<strong>eastern</strong>" in second.rendered
    assert "<script" not in second.rendered
    told = Event.objects.filter(card=topic.card).order_by("-id")
    assert [e.verb for e in told] == ["posted", "topic_opened"]
    assert told[0].capacity == stage.focal
    assert told[0].body["after"] == {"number": 2}
    hit = search(again(stage.nobody), "eastern pier", world="demo").hits[0]
    assert (hit.ref, hit.part, hit.url) == (topic.card.ref, "p2", f"topics/{topic.ref}/?from=1#p2")
    assert not problems()


@pytest.mark.parametrize(
    ("path", "taken"),
    [("topics/ab/post/", True), ("topics/ab/sealed/post/", True), ("topics/ab/2/edit/", True), ("topics/ab/sealed/2/edit/", True),
     ("discussions/on/platforms/a-b/new/", True), ("discussions/on/practices/XAA-pr1/sealed/new/", True),
     ("topics/ab/2/translate/", False), ("platforms/new/", False), ("topics/ab/post/x/", False)],
)  # fmt: skip
def test_each_form_that_takes_four_pictures_is_let_through_with_them(path: str, taken: bool) -> None:
    """As telephones write them: turned away before it is read, all that was typed beside them would be lost."""
    told = {"CONTENT_LENGTH": "21000000", "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    request = RequestFactory().post(f"/en/{path}", **told)
    request.user = AnonymousUser()
    answer = ReadableRequestsMiddleware(lambda _request: HttpResponse("read"))(request)
    assert (answer.status_code == 200) == taken


def test_a_changed_row_is_noticed(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    Post.objects.filter(topic=topic, number=2).update(text="We do not.")
    assert [p["ref"] for p in problems()] == [f"topics/{topic.ref}/p2"]


def test_a_post_writes_neither_cards_nor_other_posts(stage: Stage) -> None:
    topic = stage.topic()
    stamps.now(["record_card"])  # what was written so far leaves its stamps, as a commit does
    before = set(Stamp.objects.values_list("name", "n"))
    stage.post(topic)
    stamps.now(["record_card"])
    written = {name for name, _n in set(Stamp.objects.values_list("name", "n")) - before}
    assert "record_card" not in written
    assert "record_link" not in written
    assert {"discussions_topic#", "discussions_post#", "record_event#", "record_search"} <= written
    assert not {"discussions_topic", "discussions_post", "record_event"} & written


def test_the_first_statement_takes_the_number(stage: Stage) -> None:
    topic = stage.topic()
    words = drawn("We do.", "en")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        post(topic, words, by=stage.focal.person, hat=stage.focal)
    first = next(q["sql"] for q in asked.captured_queries if not q["sql"].startswith(("SAVEPOINT", "BEGIN")))
    assert f"UPDATE {Topic._meta.db_table}" in first
    assert "RETURNING last_number" in first
    assert len(asked) <= 16


def test_nothing_is_posted_in_a_closed_topic(stage: Stage) -> None:
    topic = stage.topic()
    Topic.objects.filter(pk=topic.pk).update(state="closed", reason="Done.")
    with pytest.raises(Closed), transaction.atomic():
        stage.post(topic)
    assert topic.posts.count() == 1


def test_nothing_is_posted_where_a_topic_was_hidden_or_moved_meanwhile(stage: Stage) -> None:
    platform = stage.platform()
    hidden, moved = stage.topic(platform), stage.topic(platform)
    hold(Card.objects.get(pk=hidden.card_id), ground="hate")
    move_topic(moved, place_of(stage.platform(title="The upper river")), by=stage.convener, reason="There.")
    for topic in (hidden, moved):
        with pytest.raises(Closed), transaction.atomic():
            stage.post(topic)


def test_an_edit_keeps_the_old_wording_and_carries_its_version(stage: Stage) -> None:
    topic = stage.topic()
    made = stage.post(topic, "The western pier.")
    row = edit_post(made, drawn("The eastern quay.", "en"), version=1, by=stage.focal.person, reason="Wrong side.")
    assert (row.version, row.text) == (2, "The eastern quay.")
    kept = row.revisions.get()
    assert (kept.text, kept.version, kept.reason) == ("The western pier.", 1, "Wrong side.")
    with pytest.raises(Conflict):
        edit_post(made, drawn("Another.", "en"), version=1, by=stage.focal.person)
    reader = again(stage.nobody)
    assert search(reader, "quay", world="demo").hits
    assert not search(reader, "western", world="demo").hits
    assert SearchDocument.objects.filter(card=topic.card, part="p2").count() == 1
    assert not problems()


def test_whoever_left_an_office_changes_nothing_that_was_said_in_it(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic, "The western pier.")
    client, page = client_of(stage.focal.person), f"/en/topics/{topic.ref}/2/"
    assert f"{page}edit/" in client.get(page).content.decode()
    Capacity.objects.filter(pk=stage.focal.pk).update(state="ended", ends_on=clock.today())
    assert f"{page}edit/" not in client.get(page).content.decode()
    assert client.post(f"{page}edit/", {"text": "Anew.", "language": "en", "version": 1}).status_code == 404
    assert client.get(f"/en/topics/{topic.ref}/post/").status_code == 200


def test_newer_posts_stand_before_older_ones_and_behind_cards(stage: Stage) -> None:
    topic, other = stage.topic(title="One heron"), stage.topic(title="Two")
    for where in (topic, other, topic):
        stage.post(where, "A heron was seen.")
    ids = list(SearchDocument.objects.filter(part__in=["p2", "p3"]).order_by("-id").values_list("card_id", "part"))
    assert ids == [(topic.card_id, "p3"), (other.card_id, "p2"), (topic.card_id, "p2")]
    hits = search(again(stage.nobody), "heron", world="demo").hits
    assert [h.part for h in hits] == ["", "p3", "p2", "p2"]


def test_pressing_twice_makes_one_post_and_typing_is_kept(stage: Stage) -> None:
    topic = stage.topic()
    client = client_of(stage.focal.person)
    address = f"/en/topics/{topic.ref}/post/"
    form = client.get(address).context["form"]
    sent = {"text": "Twice.", "language": "en", "once": form["once"].value()}
    assert client.post(address, sent | {"keep": "1"}).json()["kept"]
    assert client.get(address).context["form"]["text"].value() == "Twice."
    for _ in range(2):
        answer = client.post(address, sent)
        assert answer["Location"] == f"/en/topics/{topic.ref}/?from=1#p2"
    assert topic.posts.count() == 2
    assert client.get(address).context["form"]["text"].value() is None


def test_the_same_post_again_goes_where_the_first_went_also_over_the_limit(stage: Stage, settings: Any) -> None:
    """It is looked for where a sending fails: most do not, and are not asked about."""
    topic, client = stage.topic(), client_of(stage.focal.person)
    address, sent = f"/en/topics/{topic.ref}/post/", {"text": "Once.", "language": "en", "once": "a" * 32}
    first = client.post(address, sent)
    settings.POSTS_AN_HOUR = 1
    assert client.post(address, sent)["Location"] == first["Location"]
    assert client.post(address, sent | {"text": "Another."}).status_code == 422
    settings.POSTS_AN_HOUR = 30
    Topic.objects.filter(pk=topic.pk).update(state=Topic.State.CLOSED, reason="Done.")
    assert client.post(address, sent)["Location"] == first["Location"]
    assert topic.posts.count() == 2


def test_a_post_that_comes_in_asks_little(stage: Stage, django_assert_max_num_queries: Any) -> None:
    topic, client = stage.topic(), client_of(stage.focal.person)
    address = f"/en/topics/{topic.ref}/post/"
    for n in range(4):
        sent = {"text": f"Number {n}.", "language": "en", "once": f"{n:032x}"}
        with django_assert_max_num_queries(60 if n < 2 else 16):  # one that begins the transaction among them
            assert client.post(address, sent).status_code == 302


def test_what_could_identify_a_child_is_refused(stage: Stage) -> None:
    topic = stage.topic()
    answer = client_of(stage.focal.person).post(
        f"/en/topics/{topic.ref}/post/", {"text": "Call her: +256 772 123 456", "language": "en"}
    )
    assert answer.status_code == 422
    assert topic.posts.count() == 1


def test_a_stranger_reads_and_is_asked_to_sign_in(stage: Stage, client: Client) -> None:
    topic = stage.topic()
    page = client.get(f"/en/topics/{topic.ref}/")
    assert page.status_code == 200
    assert "landing places" in page.content.decode()
    assert client.get(f"/en/topics/{topic.ref}/post/").status_code == 302
    told = client.get(f"/en/topics/{topic.ref}.json").json()
    assert told["posts"][0]["author"] == f"Convener, {stage.convener}"
    assert "@" not in str(told)


def picture(colour: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return SimpleUploadedFile(f"{colour}.png", out.getvalue())


def test_a_post_carries_some_pictures_in_their_order_each_with_words(stage: Stage) -> None:
    topic = stage.topic()
    client, address = client_of(stage.convener.person), f"/en/topics/{topic.ref}/post/"
    page = client.get(address).content.decode()
    assert "<details><summary>More files</summary>" in page
    assert page.count('type="file"') == 4
    sent = {"text": "The pier.", "language": "en", "shows": "Before", "shows_3": "After"}
    refused = client.post(address, sent | {"picture": picture("red"), "picture_2": picture("green")})
    assert refused.status_code == 422
    assert "<details open><summary>More files</summary>" in refused.content.decode()
    assert topic.posts.count() == 1
    files = {"picture": picture("red"), "picture_2": picture("green"), "picture_3": picture("blue")}
    assert client.post(address, sent | files | {"shows_2": "Between"}).status_code == 302
    made = topic.posts.get(number=2)
    assert (made.files, [one.words for one in made.attachments.all()]) == (3, ["Before", "Between", "After"])
    html = client.get(f"/en/topics/{topic.ref}/").content.decode()
    assert html.count("<img src=") == 3
    assert html.index('alt="Between"') < html.index('alt="After"')


@pytest.mark.parametrize("what", ["links", "files"])
def test_a_newcomers_link_or_picture_is_refused_and_what_was_typed_stands(stage: Stage, what: str) -> None:
    topic, client = stage.topic(), client_of(stage.nobody)
    address, words = f"/en/topics/{topic.ref}/post/", "Lamps help, as in Porto."
    typed, more = (f"{words} https://lamps.example/", {}) if what == "links" else (words, {"picture": picture("red")})
    refused = client.post(address, {"text": typed, "language": "en", "shows": "A lamp" if more else "", **more})
    html = refused.content.decode()
    assert (refused.status_code, topic.posts.count()) == (422, 1)
    assert [one for one in ("links", "files") if f"First posts carry no {one}." in html] == [what]
    assert refused.context["form"]["text"].value() == typed
    assert f"{typed}</textarea>" in html
    assert ('value="A lamp"' in html) == bool(more)
    assert client.post(address, {"text": words, "language": "en"}).status_code == 302


def test_no_picture_is_drawn_for_who_is_over_a_limit(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing costs: whoever is refused anyway would make the site do it."""

    def drawing(*told: object) -> None:
        raise AssertionError("it was drawn")

    def refuse(person: object, place: object, files: int) -> None:
        raise ValidationError(f"Not {files} now.")

    monkeypatch.setattr("accord.discussions.forms.posts.attached", drawing)
    monkeypatch.setattr("accord.discussions.views.topics.check_files", refuse)
    client, address = client_of(stage.focal.person), f"/en/topics/{stage.topic().ref}/post/"
    sent = {"text": "The pier.", "language": "en", "picture": picture("red"), "shows": "A pier"}
    told = client.post(address, sent)
    assert (told.status_code, "Not 1 now." in told.content.decode()) == (422, True)


def test_a_picture_is_not_lost_unseen(stage: Stage) -> None:
    """A browser does not keep a chosen file: the page says so, and what it shows is refused without it."""
    client, address = client_of(stage.focal.person), f"/en/topics/{stage.topic().ref}/post/"
    told = client.post(address, {"text": "The pier.", "language": "en", "picture": picture("red")})
    assert (told.status_code, "Only chosen files are not: choose them again." in told.content.decode()) == (422, True)
    again = client.post(address, {"text": "The pier.", "language": "en", "shows": "A pier"})
    assert again.status_code == 422
    assert "Choose the file again, or empty what it shows or is called." in again.content.decode()
    assert "Only chosen files are not" not in again.content.decode()


def test_an_edit_takes_pictures_off_and_hangs_others_and_the_old_stay_beside_their_wording(stage: Stage) -> None:
    topic = stage.topic()
    client, page = client_of(stage.convener.person), f"/en/topics/{topic.ref}/2/"
    sent = {"text": "The pier.", "language": "en", "picture": picture("red"), "shows": "Red", "picture_2": picture("green")}
    assert client.post(f"/en/topics/{topic.ref}/post/", sent | {"shows_2": "Green"}).status_code == 302
    red, green = topic.posts.get(number=2).attachments.all()
    form = client.get(f"{page}edit/").content.decode()
    assert f'name="take_off" value="{red.pk}"' in form
    many = {f"picture{end}": picture("blue") for end in ("", "_2", "_3", "_4")} | {
        f"shows{end}": "B" for end in ("", "_2", "_3", "_4")
    }
    words = {"text": "The pier.", "language": "en", "version": 1}
    full = client.post(f"{page}edit/", words | many | {"take_off": [red.pk]})
    assert (full.status_code, "four files at most" in full.content.decode()) == (422, True)
    sent = words | {"take_off": [red.pk], "picture": with_place(), "shows": "Blue"}
    assert client.post(f"{page}edit/", sent).status_code == 302
    made = topic.posts.get(number=2)
    blue = made.attachments.get(words="Blue")
    assert b"Exif" not in bytes(blue.data)
    assert (made.version, made.files, [one.words for one in made.attachments.filter(until=None)]) == (2, 2, ["Green", "Blue"])
    now, earlier = client.get(page).content.decode().split('id="earlier"')
    assert ('alt="Red"' in now, 'alt="Green"' in now, 'alt="Blue"' in now) == (False, True, True)
    assert ('alt="Red"' in earlier, 'alt="Green"' in earlier) == (True, False)
    seen = client.get(f"/en/topics/{topic.ref}/files/{red.pk}/")
    assert (seen.status_code, seen["Cache-Control"], bool(seen["ETag"])) == (200, "private, no-cache", True)
    assert 'alt="Red"' not in client.get(f"/en/topics/{topic.ref}/").content.decode()
    assert not problems()
    made.attachments.filter(pk=green.pk).update(until=1)  # past the verbs: it is noticed
    assert [p["ref"] for p in problems()] == [f"topics/{topic.ref}/p2"]


def test_no_post_gathers_pictures_without_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.discussions.actions.files.EVER", 2)
    given = {"by": stage.focal.person, "files": [Attached("A pier", "image/png", b"\x89PNG", "ab" * 32)]}
    made = edit_post(stage.post(stage.topic()), drawn("One.", "en"), version=1, **given)
    made = edit_post(made, drawn("Two.", "en"), version=2, **given, take_off=[made.attachments.get().pk])
    with pytest.raises(ValidationError, match="No more files"):
        edit_post(made, drawn("Three.", "en"), version=3, **given)
    made.refresh_from_db()
    assert (made.text, made.files) == ("Two.", 1)


def with_place() -> SimpleUploadedFile:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "A camera"
    Image.new("RGB", (8, 8), "blue").save(out, "JPEG", exif=exif)
    assert b"Exif" in out.getvalue()
    return SimpleUploadedFile("blue.jpg", out.getvalue())


@pytest.mark.parametrize("shows", ["", "A bridge"])
def test_a_form_refused_for_its_words_still_has_room_for_pictures(shows: str) -> None:
    form = PostForm({"text": "", "language": "en", "shows": shows})
    assert not form.is_valid()
    assert {"picture", "shows", "picture_4", "shows_4"} <= set(form.fields)
    assert ("picture" in form.errors) == bool(shows)
    assert next(iter(form.errors)) == "text"


def test_lists_of_topics_say_what_to_do_where_there_is_none(stage: Stage) -> None:
    platform, out = stage.platform("transparent"), Client()
    here = f"/en/discussions/on/{platform.card_ref}/"

    def empty(path: str, client: Client = out) -> str:
        return client.get(path).content.decode().partition('<div class="empty">')[2].partition("</div>")[0]

    assert '>Platforms</a> · <a href="?world=demo">Try it with fictional countries</a>' in empty("/en/discussions/")
    whole = empty("/en/discussions/?world=demo")
    assert "Topics are opened on the page of a platform or a practice." in whole
    assert '<a href="/en/platforms/?world=demo">Platforms</a>' in whole
    chosen = empty("/en/discussions/?world=demo&language=fr")
    assert ("No topic fits." in chosen, '<a href="?world=demo">Show all topics</a>' in chosen) == (True, True)
    assert f'<a href="/en/accounts/login/?next={here}">Sign in</a>' in empty(here)
    assert "Open the first topic" in empty(here, client_of(stage.convener.person))
    outside = client_of(stage.nobody)
    assert "Members open topics here. Its page says how to become one." in empty(here, outside)
    assert f'<a href="/en/{platform.url}">' in outside.get(here).content.decode()
    stage.topic(platform)
    assert empty("/en/discussions/?world=demo") == empty(here) == ""
