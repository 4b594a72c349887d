"""Nothing leads from a post under the Chatham House rule to its author: no row, page, file, letter, log line, order or time.

One author writes on the pages alone, between named posts of others; then every table, page, file and list is looked through.
"""

import hashlib
import io
import logging
import re
import zipfile
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import models
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.discussions import moderating
from accord.discussions.models import Attachment, Post, PostRevision, Presence, Topic, Translation
from accord.discussions.models.sealed import sealed_id
from accord.discussions.tests.sealing import addresses
from accord.discussions.tests.story import (
    ABOUT,
    CAPACITY,
    EMAIL,
    HOUR,
    KEPT,
    MEMBERS,
    NAME,
    OWN,
    PERSON,
    SECOND,
    VECTORS,
    WHO,
    Story,
)  # fmt: skip
from accord.kit import clock
from accord.moderation.access import judges
from accord.moderation.actions import decide
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Report
from accord.people.models import Capacity, Person, Role
from accord.record.actions import Conflict
from accord.record.models import Card, Event, SealedName, SealedShare, SearchDocument, unordered_id
from accord.record.search.reads import search
from accord.record.tests.leaks import SIGN_INS, STAMPS, changed, rows
from accord.record.verifying import problems
from accord.spaces.exporting.archive import write_archive
from accord.spaces.models import Membership
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


def test_what_the_author_does_touches_a_few_tables_and_no_row_beside_a_name(story: Story) -> None:
    assert {t for t in story.fresh if story.fresh[t]} - SIGN_INS - STAMPS - VECTORS == OWN
    for table in OWN:
        assert not [row for row in story.fresh[table] if WHO.search(row)], table
    about = re.compile(f"{story.topic_.ref}|sealed|{ABOUT.pattern}|Sent too late")
    for table in SIGN_INS & set(story.fresh):
        assert not [row for row in story.fresh[table] if about.search(row)], table
    assert "axes_accessattempt" in story.fresh
    assert story.drafts == 0


def test_no_row_holds_an_hour_and_the_journal_tells_a_day_later_of_all(story: Story) -> None:
    for table in OWN - {"record_searchdocument", "record_searchentry"}:
        assert not [row for row in story.fresh[table] if HOUR.search(row)], table
    for model in (Topic, Post, PostRevision, Translation, Attachment, SealedName, SealedShare):
        times = [f.attname for f in model._meta.fields if isinstance(f, models.DateTimeField)]
        given = model.objects.filter(topic=story.topic_) if model is Post else model.objects.all()
        given = Topic.objects.filter(pk=story.topic_.pk) if model is Topic else given
        for row in given:
            at = [getattr(row, name) for name in times if name != "summary_at"]  # a moderator's act
            assert not [one for one in at if one and (one.hour, one.minute, one.second, one.microsecond) != (0, 0, 0, 0)]
    assert story.events == 0  # neither a line nor its place among others
    assert story.told == 5
    told = Event.objects.filter(card=story.topic_.card).exclude(pk__in=story.ids)
    assert {(e.verb, e.capacity_id) for e in told} == {("topic_summed_up", story.convener.pk), ("sealed_posts_told", None)}
    assert not problems()


def test_no_row_that_leads_to_the_topic_leads_to_its_author(story: Story) -> None:
    pks = [p.pk for p in story.posts] + list(SealedName.objects.values_list("pk", flat=True))
    about = re.compile("|".join((story.topic_.ref, ABOUT.pattern, *(f"(?<!\\d){pk}(?!\\d)" for pk in pks))))
    told = 0
    for table, found in rows().items():
        if table in MEMBERS:
            continue
        for row in (one for one in found if about.search(one)):
            told += 1
            assert not WHO.search(row), f"{table}: {row}"
    assert told > 15  # topic, posts, card, search, events, seals


def test_no_key_of_a_row_that_leads_to_the_topic_leads_to_its_author(story: Story) -> None:
    """Column by column, two steps from the topic: keys to people and capacities. What all members have is looked at below."""
    author = {Person: PERSON, Capacity: CAPACITY}
    near: list[models.Model] = [story.topic_, *SealedName.objects.all(), *SealedShare.objects.all()]
    near += [e for e in Event.objects.all() if story.topic_.ref in f"{e.card_ref} {e.body}"]
    for one in (story.topic_, story.topic_.card, *story.posts):
        for model in apps.get_models():
            keys = [f for f in model._meta.fields if isinstance(f, models.ForeignKey) and f.related_model is type(one)]
            near += [row for f in keys for row in model._default_manager.filter(**{f.name: one})]
    near = [row for row in near if not isinstance(row, Presence) and row._meta.label != "record.Follow"]
    assert len(near) > 25
    for row in near:
        for field in row._meta.fields:
            if isinstance(field, models.ForeignKey) and field.related_model in author:
                assert getattr(row, field.attname) != author[field.related_model], f"{row._meta.label}.{field.name}"


def test_who_was_there_are_all_who_might_have_written(story: Story) -> None:
    there = set(story.topic_.presences.values_list("person_id", flat=True))
    assert there == set(Membership.objects.filter(platform=story.place, state="active").values_list("person_id", flat=True))
    assert len(there) == 12
    followers = set(story.topic_.card.followers.values_list("person_id", flat=True))
    assert followers == {PERSON, story.colleague.person_id}  # by their own act, before; writing makes nobody follow


def test_no_order_tells_when_it_was_written(story: Story) -> None:
    """Ids of named posts come one after the other; those of sealed ones stand in no order and in no gap between."""
    drawn = [sealed_id() for _n in range(60)]
    assert drawn not in (sorted(drawn), sorted(drawn, reverse=True))
    assert len(set(drawn)) == 60
    assert all(-(2**33) < one < 0 for one in drawn)
    assert all(post.pk < 0 for post in story.posts)
    assert all(one.pk < 0 for one in Translation.objects.all())
    named = list(Post.objects.filter(topic=story.named).order_by("number").values_list("pk", flat=True))
    assert named == list(range(named[0], named[0] + 3))  # nothing was counted in between
    for model in (Attachment, SealedName, SealedShare):
        assert model._meta.pk.default is unordered_id, model
    documents = dict(SearchDocument.objects.filter(card=story.topic_.card, id__lt=0).values_list("part", "id"))
    for post in story.posts:
        assert documents[post.part] % 2**28 == story.topic_.card_id
        assert documents[post.part] < -(2**62)


def test_two_posts_of_one_author_have_nothing_in_common_that_others_have_not(story: Story) -> None:
    one, two, other = story.posts[1], story.posts[2], story.posts[3]  # the other is a focal point, too
    for field in Post._meta.fields:
        name = field.attname
        if getattr(one, name) == getattr(two, name):
            assert getattr(one, name) == getattr(other, name), name
    windows = [{p.mark[at : at + 8] for at in range(56)} for p in (one, two)]
    assert not windows[0] & windows[1]
    seals = [{(s.key_id, s.name.area_id) for s in SealedShare.objects.filter(name__subject=f"posts/{p.mark[:16]}")}
             for p in story.posts]  # fmt: skip
    assert len(seals[0]) == 2
    assert all(one == seals[0] for one in seals)
    assert {len(n.sealed) for n in SealedName.objects.all()} == {len(SealedName.objects.all()[0].sealed)}  # padded


def test_earlier_wordings_and_names_of_files_are_nowhere(story: Story) -> None:
    """Words that left the index stay in pieces of its file until they are merged (`docs/security.md`): those name nobody."""
    for table, found in rows().items():
        assert not [row for row in found if "zephyrine-quill" in row], table
        assert "_fts" in table or not [row for row in found if "vermilion" in row], table
    assert NAME.encode() not in bytes(Attachment.objects.get().data)


PAGES = [
    "discussions/?world=demo", "discussions.json?world=demo", "discussions/mine/", "discussions/mine.json",
    "discussions/on/{place}/", "discussions/on/{place}.json", "topics/{ref}/", "topics/{ref}.json", "topics/{ref}/?from=1",
    "topics/{ref}/1/", "topics/{ref}/2/", "topics/{ref}/2.json", "topics/{ref}/3/", "topics/{ref}/3.json", "topics/{named}/",
    "platforms/?world=demo", "{place}/", "{place}.json", "search/?q=ochre&world=demo", "search.json?q=ochre&world=demo",
    "search/?q=herons&world=demo", "verify/topics/{ref}/", "verify/topics/{ref}.json", "verify/",
    "countries/XAC/", "countries/XAC.json", "my/", "follows/", "owed/", "owed.json", "owed.csv", "owed.ics",
    "topics/{ref}/sealed/post/", "topics/{ref}/sealed/post/?quotes=2", "topics/{ref}/sealed/2/edit/",
    "topics/{ref}/sealed/2/take-back/", "topics/{ref}/sealed/3/translate/", "topics/{ref}/actions/new/", "topics/{ref}/outcome/",
    "topics/{ref}/files/{file}/", "seals/", "seals/?q={seal}", "discussions/chatham-house/",
    "meetings/?world=demo", "meetings.ics?world=demo", "meetings.ics?world=demo&platform={platform}", "meetings/{meeting}.ics",
    "countries/XAC/owed/", "countries/XAC/owed.csv", "countries/XAC/owed.ics",
]  # fmt: skip


def test_no_page_file_list_or_search_names_the_author(story: Story) -> None:
    met = 0
    told = {
        "ref": story.topic_.ref, "named": story.named.ref, "place": story.place.card_ref, "file": Attachment.objects.get().pk,
        "seal": f"posts/{story.posts[1].mark[:16]}", "platform": story.place.ref, "meeting": story.meeting.ref,
    }  # fmt: skip
    officer = story.hats[Role.SECRETARIAT]
    readers = (None, story.colleague, story.convener, officer, story.hats[Role.SAFEGUARDING], story.keepers[0])
    for reader in readers:
        client = client_of(reader.person) if reader else Client()
        for path in PAGES:
            answer = client.get("/en/" + path.format(**told))
            text = answer.content.decode(errors="replace") + str(sorted(answer.headers.items()))
            assert not WHO.search(text), f"{reader}: {path}"
            met += answer.status_code == 200 and bool(ABOUT.search(text) or story.topic_.ref in text)
    assert met > 80
    assert not search(again(story.colleague.person), "zephyrine", world="demo").hits
    assert [hit.part for hit in search(again(story.colleague.person), "ochre", world="demo").hits] == ["p2"]


def test_every_calendar_of_the_site_is_looked_at(story: Story) -> None:
    """What other programs fetch: a new one is to be added to the list. That of a peer review holds two countries and a day."""
    known = {re.sub(r"{\w+}|XAC", "#", path.partition("?")[0]) for path in PAGES} | {"peer-reviews/#.ics"}
    told = {re.sub(r"<[^>]+>", "#", one) for one in addresses() if re.search(r"\.ics|atom|rss|feed", one)}
    assert told <= known
    assert len(told) == 5
    assert "SUMMARY:We meet" in Client().get("/en/meetings.ics?world=demo").content.decode()


def _of_the_topic(client: Client, path: str) -> str:
    """The page without what a sitting brings: tokens, times of serving."""
    text = client.get(path).content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"', "", text)


def test_the_author_sees_of_lists_what_a_colleague_sees(story: Story) -> None:
    """Two focal points who follow the topic, one wrote: what lists and the topic itself say is the same to the letter."""
    mine, theirs = client_of(story.author.person), client_of(story.colleague.person)
    for path in ("discussions/?world=demo", f"discussions/on/{story.place.card_ref}/", f"topics/{story.topic_.ref}/",
                 "discussions/mine.json", f"topics/{story.topic_.ref}.json", f"topics/{story.topic_.ref}/2.json",
                 "search/?q=ochre&world=demo"):  # fmt: skip
        pages = [_of_the_topic(client, f"/en/{path}") for client in (mine, theirs)]
        assert pages[0] == pages[1].replace(story.colleague.person.name, NAME).replace(story.colleague.person.email, EMAIL), path
    buttons = [client.get(f"/en/topics/{story.topic_.ref}/2/").content.decode() for client in (mine, theirs)]
    assert ["2/edit/" in one for one in buttons] == [True, False]  # the buttons alone, on the post's own page


def test_an_act_of_anybody_else_is_refused_alike_for_all(story: Story) -> None:
    """Nobody learns from an answer who may change it, nor from a refusal."""
    for reader in (story.colleague, story.convener, story.hats[Role.SECRETARIAT], story.keepers[0]):
        client = client_of(reader.person)
        for path in ("edit/", "take-back/"):
            here, nowhere = (client.get(f"{story.base}{number}/{path}") for number in (2, 99))
            assert (here.status_code, nowhere.status_code) == (404, 404), path
            assert here.content.decode().replace("/2/", "/99/") == nowhere.content.decode(), path


def test_no_line_of_a_log_and_no_file_tells_of_it(story: Story) -> None:
    logging.getLogger("django.request").warning("Not Found: %sedit/", story.base)
    logging.getLogger("django.request").warning("Not Found: /en/elsewhere/")
    assert any("elsewhere" in line for line in KEPT.lines)
    assert not [line for line in KEPT.lines if WHO.search(line) or re.search(f"/sealed/|{ABOUT.pattern}", line)]
    for path in settings.HOME.rglob("*"):
        if path.is_file() and path.stat().st_size < 5_000_000 and "static" not in path.parts:
            data = path.read_bytes()
            assert not re.search(rb"ochre courts|vermilion courts", data), path


def test_letters_of_the_day_tell_of_named_topics_alone(story: Story) -> None:
    """Author and colleague follow both topics: each gets a letter of the named one, and the two letters say the same."""
    for hat in (story.author, story.colleague):
        client_of(hat.person).post(f"/en/follow/topics/{story.named.ref}/", {"on": "1"})
    mail.outbox.clear()
    with clock.standing_at(clock.now() + timedelta(days=1)):
        call_command("due", world="demo", stdout=io.StringIO())
    letters = {letter.to[0]: letter for letter in mail.outbox}
    for letter in mail.outbox:
        whole = repr((letter.subject, letter.extra_headers, letter.body, letter.alternatives))
        assert story.topic_.ref not in whole
        assert not ABOUT.search(whole)
        assert not WHO.search(whole)
    mine, theirs = letters[EMAIL], letters[story.colleague.person.email]
    assert story.named.ref in mine.body
    assert (mine.subject, mine.body) == (theirs.subject, theirs.body)


def test_what_seal_and_mark_hold_tells_nothing_without_keys(story: Story) -> None:
    row = story.posts[1]
    for guess in (str(PERSON), EMAIL, NAME, f"{row.pk}{PERSON}", f"posts/{row.mark[:16]}\n{PERSON}"):
        assert hashlib.sha256(guess.encode()).hexdigest()[:48] not in row.mark


def test_whoever_reads_all_copies_finds_no_hour(story: Story) -> None:
    """What a page says of the time is the day."""
    page = client_of(story.rare.person).get(f"/en/topics/{story.topic_.ref}/")
    posts = page.content.decode().partition('class="posts"')[2]
    assert str(datetime.now().year) in posts
    assert not HOUR.search(posts.partition("</main>")[0])
    told = client_of(story.rare.person).get(f"/en/topics/{story.topic_.ref}.json").json()
    assert {post["at"][10:] for post in told["posts"]} == {"T00:00:00+00:00"}


def test_no_case_notice_letter_or_export_names_the_author(story: Story) -> None:
    """Reported by a colleague and by the author, judged by a convener; the author alone may not judge it, by the mark."""
    card, before = story.topic_.card, rows()
    for number, reader in enumerate((story.colleague, story.author)):
        path = f"/en/report-this/topics/{story.topic_.ref}/?part=p2"
        assert client_of(reader.person).post(path, {"ground": "spam", "once": f"{number}f" * 16}).status_code == 302
    case = Case.objects.get()
    assert not Report.objects.exclude(person=None).exists()
    assert moderating.author(card, "p2") == (None, None)
    assert moderating.own(again(story.author.person), card, "p2")
    assert not moderating.own(again(story.colleague.person), card, "p2")
    assert not judges(again(story.convener.person), card, "p1")  # who opened it
    assert judges(again(story.convener.person), card, "p2")
    told = decide(case, Told("mask", "spam", "Because.", words=("ochre",)), by=story.convener)
    assert (told.author, told.hat) == (None, None)
    with pytest.raises(Conflict):
        decide(case, Told("suspend", "spam", "Because.", until=clock.today() + timedelta(days=7)), by=story.convener)
    out = io.BytesIO()
    write_archive(Card.objects.get(ref=story.place.card_ref), again(story.convener.person), out)
    archive = zipfile.ZipFile(out)
    files = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert {"index.html", "export.json", f"topics/{story.topic_.ref}.json"} <= set(files)
    assert SECOND in files[f"topics/{story.topic_.ref}.json"]
    assert not [name for name, words in files.items() if WHO.search(words)]
    written = changed(before)
    assert {"moderation_case", "moderation_report", "moderation_decision"} <= set(written)
    for table in set(written) - SIGN_INS:
        assert not [row for row in written[table] if WHO.search(row)], table
    convener = client_of(story.convener.person)
    for path in ("moderation/", f"moderation/{case.pk}/", f"moderation/{case.pk}.json", "moderation/mine/"):
        assert not WHO.search(convener.get(f"/en/{path}").content.decode()), path
    assert not [letter for letter in getattr(mail, "outbox", []) if EMAIL in letter.to]
