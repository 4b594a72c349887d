"""Search: what is found, counted and shown, and how the index is written and kept up to date."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client

from accord.kit.typed import typed
from accord.people.models import Area
from accord.record import actions
from accord.record.actions import CardText, Passage
from accord.record.models import Card, Mark, SearchDocument, SearchEntry, Topic
from accord.record.search import engine, index, reads, tokens, windows
from accord.record.search.reads import search

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser


def text(ref: str, name: str = "", **more: Any) -> CardText:
    return CardText(ref=ref, kind="thing", url=f"things/{ref}/", **({"title": {"en": name or f"Card {ref}"}} | more))


def refs(query: str, **more: Any) -> list[str]:
    return [hit.ref for hit in search(ANYONE(), query, **more).hits]


def stored() -> list[tuple[Any, ...]]:
    """All that publishing leaves, without what differs from run to run."""
    cards = Card.objects.order_by("ref").values_list(
        "ref", "kind", "url", "title", "summary", "language", "world", "audience__code", "areas__code", "topics__code"
    )
    documents = SearchDocument.objects.order_by("card__ref", "part").values_list(
        "card__ref", "part", "audience__code", "language", "title", "text", "title_tokens", "body_tokens",
        "entry__title", "entry__repeated", "entry__facets",
    )  # fmt: skip
    return [*cards, *documents]


def many() -> list[CardText]:
    home = Area.objects.get_or_create(code="XKA", iso3="XKA", defaults={"kind": "member_state", "names": {"en": "Home"}})[0]
    return [
        text("plain"), text("placed", areas=[home]),
        text("two", title={"en": "Schools", "fr": "Écoles"}, summary={"fr": "sûres"}),
        text("parted", passages=[Passage("1", "A first clause"), Passage("2", "A second clause")]),
        text("hidden", audience=actions.audience("officers")),
    ]  # fmt: skip


def test_many_at_once_leave_what_one_by_one_leaves() -> None:
    for given in many():
        actions.publish_card(given)
    one_by_one = stored()
    for card in Card.objects.all():
        actions.withdraw_card(card)
    assert not SearchEntry.objects.exists()
    assert refs("clause") == []
    Card.objects.all().delete()
    actions.publish_cards(many())
    assert [_without_audience_ids(row) for row in stored()] == [_without_audience_ids(row) for row in one_by_one]
    assert refs("clause") == ["parted"] * 2
    assert refs("hidden") == []


def _without_audience_ids(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(" ".join(w for w in value.split() if w[:2] != "_v") if isinstance(value, str) else value for value in row)


def test_publishing_again_moves_areas_and_words_and_keeps_the_day_and_the_face() -> None:
    first = actions.publish_cards([*many(), text("other")])[1]
    first.face = {"status": "kept"}
    first.save()
    away = Area.objects.create(code="XKB", iso3="XKB", kind="member_state", names={"en": "Away"})
    again = actions.publish_cards([text("placed", "Moved", areas=[away]), text("new")])[0]
    again.refresh_from_db()
    assert (again.pk, again.face, again.published_at) == (first.pk, {"status": "kept"}, first.published_at)
    assert [a.code for a in again.areas.all()] == ["XKB"]
    assert (refs("moved"), refs("placed"), refs("new")) == (["placed"], [], ["new"])
    assert refs("moved", chosen={"country": "XKA"}) == []
    assert refs("moved", chosen={"country": "XKB"}) == ["placed"]


def test_a_card_comes_once_in_a_batch() -> None:
    with pytest.raises(ValueError, match="once"):
        actions.publish_cards([text("same"), text("same")])


def test_many_cards_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
        actions.publish_cards([text(f"c{number}") for number in range(60)])


def test_beyond_the_newest_titles_and_phrases_still_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "NEWEST", 4)
    actions.publish_card(text("row", "Old", summary={"en": "here child labour stands in a row"}))
    actions.publish_card(text("title", "Labour of a child"))
    actions.publish_card(text("demo", "Labour of a child", world="demo"))
    for number in range(8):
        actions.publish_card(text(f"n{number}", "Newer", summary={"en": "labour and then the child"}))
    found = search(ANYONE(), "child labour", world="real")
    assert [hit.ref for hit in found.hits][:2] == ["title", "row"]
    assert found.total == 10
    assert {f.count for f in found.facets["kind"]} == {4}
    assert "demo" not in refs("child labour", world="real")
    assert refs("child labour", world="demo") == ["demo"]


def test_the_total_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "NEWEST", 3)
    monkeypatch.setattr(reads, "TOTAL_CAP", 5)
    actions.publish_cards([text(f"c{number}", "Ash") for number in range(5)])
    assert (search(ANYONE(), "ash").total, search(ANYONE(), "ash").total_is_capped) == (5, False)
    actions.publish_card(text("c5", "Ash"))
    assert (search(ANYONE(), "ash").total, search(ANYONE(), "ash").total_is_capped) == (5, True)


def test_a_card_in_two_languages_is_counted_once() -> None:
    actions.publish_card(text("two", title={"en": "Kenya", "fr": "Kenya"}))
    found = search(ANYONE(), "kenya")
    assert (found.total, [f.count for f in found.facets["kind"]]) == (1, [1])
    assert {f.value: f.count for f in found.facets["language"]} == {"en": 1, "fr": 1}


@pytest.mark.parametrize(("seldom", "together"), [(True, True), (False, True), (False, False)])
def test_few_or_many_are_guessed_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch, seldom: bool, together: bool) -> None:
    """PostgreSQL gathers from its whole index, or goes window by window."""
    monkeypatch.setattr(engine, "_seldom", lambda *asked: seldom)
    monkeypatch.setattr(engine, "_seldom_together", lambda *asked: together)
    monkeypatch.setattr(windows, "SPAN", 13)  # two cards a window
    actions.publish_cards([text(f"c{number}", "Ash" if number else "Ash oak") for number in range(9)])
    assert refs("ash oak") == ["c0"]
    assert search(ANYONE(), "ash card", world="real").total == 0
    assert search(ANYONE(), "ash", chosen={"kind": "thing"}).total == 9
    newest, count = engine.find("body", [["ash"], ["_wreal"]], limit=3, up_to=5)
    assert ({index.thing_of(entry.pk)[0] for entry in newest}, count) == (
        {Card.objects.get(ref=f"c{n}").pk for n in (6, 7, 8)},
        5,
    )


def test_who_sees_very_many_audiences_searches_too() -> None:
    actions.publish_card(text("one", "Ash"))
    groups = [["ash"], [f"_v{number}" for number in range(1, 1500)]]
    assert len(engine.find("body", groups, limit=5)[0]) == 1
    assert engine.find("title", [["ash"], ["_kthing"]], limit=5) == ([], 0)


def test_windows_follow_the_order_of_ids() -> None:
    first = index.APPENDED
    ids = [first - 2**28, first - 1, first, first + 2**41 - 1, first + 2**41, -1, 0, 2**25 - 1, 2**25, index.CARD_RANK, 2**62]
    numbers = [windows.number(pk) for pk in ids]
    assert first == windows.FIRST_POST
    assert numbers == sorted(numbers)
    assert len({*numbers}) == 8  # one each side of each border: posts, cards, what stands behind them
    assert numbers[2] + 1 == numbers[4]


def test_the_reader_is_looked_at_again_before_anything_is_shown() -> None:
    closed, withdrawn, open_card = actions.publish_cards([text("closed"), text("withdrawn"), text("open")])
    officers = actions.audience("officers")
    Card.objects.filter(pk=closed.pk).update(audience=officers)  # past the index, as after a fault
    Card.objects.filter(pk=withdrawn.pk).update(published_at=None)
    assert refs("card") == ["open"]
    SearchDocument.objects.filter(card=open_card).update(audience=officers)
    assert refs("card") == []


def test_a_passage_is_seen_by_its_own_audience() -> None:
    private = Passage("1", "A private clause", audience=actions.audience("officers"))
    actions.publish_card(text("parted", passages=[private, Passage("2", "An open clause")]))
    found = search(ANYONE(), "clause")
    assert [(hit.ref, hit.part, hit.title) for hit in found.hits] == [("parted", "2", "Card parted")]


def test_a_word_deep_in_a_text_is_found_and_marked() -> None:
    actions.publish_card(text("long", summary={"en": "filler " * 400 + "needle"}))
    assert refs("needle") == ["long"]
    assert search(ANYONE(), "needle").hits[0].excerpt[-1] == ("needle", True)


def test_more_often_comes_first_up_to_three_times_and_newer_first_on_a_tie() -> None:
    for ref, words in (("four", "ash ash ash ash"), ("three", "ash, oak, ash, oak, ash"), ("once", "ash"), ("twice", "ash ash")):
        actions.publish_card(text(ref, "Trees", summary={"en": "They grow. " * 90 + words}))
    assert refs("ash") == ["three", "four", "twice", "once"]


def test_words_in_a_row_come_first_however_few_are_found() -> None:
    actions.publish_card(text("title", "Child labour"))
    actions.publish_card(text("row", "Old", summary={"en": "They grow. " * 90 + "of child labour"}))
    actions.publish_card(text("apart", "New", summary={"en": "labour of a child"}))
    assert refs("child labour") == ["title", "row", "apart"]


def test_a_word_of_any_length_is_kept_and_found() -> None:
    actions.publish_card(text("long", summary={"en": "x" * 5000}))
    assert refs("x" * 5000) == ["long"]
    assert refs("long") == ["long"]


def test_an_index_of_another_version_is_told_of_and_built_anew() -> None:
    actions.publish_cards(many())
    before = stored()
    index.mark_version()
    assert run_checks(tags=["search"]) == []
    SearchEntry.objects.all().delete()
    SearchDocument.objects.update(title_tokens="stale", body_tokens="stale _kthing")
    Mark.objects.filter(key="normaliser").update(value="1")
    assert [(found.id, found.hint) for found in run_checks(tags=["search"])] == [("accord.W004", f"Run: {typed('reindex')}")]
    call_command("reindex", json=True)
    assert (run_checks(tags=["search"]), stored()) == ([], before)
    assert refs("schools") == ["two"]
    assert refs("stale") == []


def test_a_database_without_documents_is_of_todays_version() -> None:
    from accord.record.apps import make_search_indexes

    Mark.objects.filter(key="normaliser").delete()
    make_search_indexes()
    assert index.made_with() == index.version()
    Mark.objects.filter(key="normaliser").delete()
    actions.publish_card(text("one"))
    make_search_indexes()
    assert index.is_outdated()


def test_run_builds_an_outdated_index_before_it_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    from accord.overview.management.commands import run

    actions.publish_card(text("one"))
    Mark.objects.filter(key="normaliser").delete()
    done: list[str] = []
    monkeypatch.setattr(run, "call_command", lambda name, *args, **more: done.append(name))
    monkeypatch.setattr(run, "connection", type("Fake", (), {"close": staticmethod(lambda: None)}))
    monkeypatch.setattr(run, "MigrationExecutor", _NothingToMigrate)
    monkeypatch.setattr(run.os, "execv", lambda *args: done.append("serve"))
    monkeypatch.setattr(run.subprocess, "Popen", lambda command, **more: done.append(command[len(run.LATER) + 3]))
    call_command("run")
    assert done.index("reindex") < done.index("draw") < done.index("seal") < done.index("serve")
    index.mark_version()
    done.clear()
    monkeypatch.setenv("DRAW", "0")
    call_command("run")
    assert not {"reindex", "draw"} & {*done}


class _NothingToMigrate:
    def __init__(self, connection: Any) -> None:
        self.loader = type("Loader", (), {"graph": type("Graph", (), {"leaf_nodes": staticmethod(list)})})

    def migration_plan(self, leaves: Any) -> list[Any]:
        return []


def test_excerpts_are_marked_and_what_was_typed_stays_text(client: Client) -> None:
    actions.publish_card(text("angle", "Angle", summary={"en": "An <b>oak</b> & an ash"}))
    body = client.get("/en/search/", {"q": "oak ash"}).content.decode()
    assert "An &lt;b&gt;<mark>oak</mark>&lt;/b&gt; &amp; an <mark>ash</mark>" in body


def test_a_topic_alone_leads_to_what_is_about_it(client: Client) -> None:
    topic = Topic.objects.get_or_create(code="bullying", defaults={"scheme": "form", "names": {"en": "Bullying"}})[0]
    actions.publish_card(text("things/one", "Yards", topics=[topic]))
    actions.publish_card(text("things/two", "Boats"))
    html = client.get("/en/search/?topic=bullying").content.decode()
    assert "Yards" in html
    assert "Boats" not in html
    assert "Look for a country" in client.get("/en/search/").content.decode()
    assert "Nothing was found." in client.get("/en/search/?topic=nothing").content.decode()


def test_where_nothing_was_found_it_says_what_to_do_next(client: Client) -> None:
    empty = client.get("/en/search/?q=nowhere").content.decode().partition('class="empty"')[2].partition("</div>")[0]
    assert "Nothing was found." in empty
    assert "Try fewer words, another spelling, or the directory of countries." in empty
    leads = re.findall(r'href="([^"]+)"', empty)
    assert leads == ["/en/directory/", "/en/know/", "?q=nowhere&amp;world=demo"]
    for one in leads:
        assert client.get(one.replace("&amp;", "&") if one[0] == "/" else f"/en/search/{one}").status_code == 200
    own = client.get("/en/search/?q=nowhere&world=demo").content.decode().partition('class="empty"')[2].partition("</div>")[0]
    assert "Directory</a>" in own
    assert "Try it with fictional countries" not in own


@pytest.mark.parametrize("kind", tokens.KINDS)
def test_a_kind_of_two_words_keeps_its_name_and_code_as_a_facet(kind: str) -> None:
    token = tokens.facet_token("kind", kind)
    assert tokens.facet_names({token})[token] == tokens.FacetName(kind, str(tokens.KINDS[kind]))


def test_filters_that_are_set_stand_in_the_readers_words_even_where_nothing_is_found(client: Client) -> None:
    Area.objects.get_or_create(
        code="XKA", iso3="XKA", defaults={"kind": "member_state", "names": {"en": "Home", "fr": "Chez nous"}}
    )
    asked = {"q": "nowhere", "kind": "joint_action", "country": "XKA", "topic": "no-Topic", "language": "zh"}
    body = client.get("/fr/search/", asked).content.decode()
    assert [words in body for words in (">Chez nous ×<", ">Action commune ×<", ">no-Topic ×<", ">中文 ×<")] == [True] * 4
    assert ">XKA ×<" not in body
    told = client.get("/en/search.json", asked).json()
    assert (told["chosen"]["kind"], told["chosen_words"]["kind"]) == ("joint_action", "Joint action")
