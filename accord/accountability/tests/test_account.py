"""Pages over many records: a country's accountability and timeline, a cycle's dashboard, a strategy over all countries."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Commitment, Cycle, Heading, Milestone, Placing, Rating, Recommendation
from accord.accountability.reads.account import account_page
from accord.accountability.reads.approaches import FACTS as APPROACHES
from accord.accountability.reads.approaches import approaches
from accord.accountability.reads.themes import theme_page
from accord.accountability.reads.timeline import PAGE, Key, timeline_page
from accord.accountability.tests.test_judgements import Years
from accord.accountability.tests.test_reporting import TOLD, client_of
from accord.directory.models import Claim, Conference, Prohibition, Signature, Treaty, TreatyStatus
from accord.kit.texts import LANGUAGES
from accord.people.models import Area
from accord.record.models import Topic

pytestmark = pytest.mark.django_db


class Far(Years):
    """As `Years`; besides, one strategy, a draft of it, a recommendation under it, and a second country in the first cycle."""

    def __init__(self) -> None:
        self.topic = Topic.objects.create(code="inspire-x", scheme="inspire", names={"en": "Laws"}, source="Names as facts")
        super().__init__()
        self.commitment.topics.add(self.topic)
        hidden = actions.draft_commitment({"title": "Hidden", "text": "Not public.", "topics": [self.topic]}, by=self.focal)
        self.hidden = hidden.ref
        asked = Recommendation.objects.create(
            ref="r-1", key="r-1", area=self.far, session=41, text="Make a law.", response="supported", source="A made-up source"
        )
        heading = Heading.objects.create(world="demo", scheme="strategy", code="inspire-x", count=1)
        Placing.objects.create(heading=heading, recommendation=asked)
        self.other = actions.join_cycle(self.cycle, by=self.stranger)


@pytest.fixture(scope="module")
def lived(one_world: None) -> Far:
    return Far()


@pytest.fixture
def far(lived: Far) -> Far:
    return deepcopy(lived)


def test_what_was_said_last_stands_beside_each_commitment(far: Far) -> None:
    page = account_page(far.home, AnonymousUser())
    first = next(r for r in page.commitments if r.ref == far.commitment.ref)
    assert (first.own, first.independent, first.gap) == ("Limited", "Limited", 0)
    assert (len(page.commitments), page.told, page.rated) == (3, 3, 3)
    assert [g.gaps.own_higher for g in page.history] == [0, 2]
    assert [r.title for r in page.commitments] == sorted(r.title for r in page.commitments)


def test_a_draft_is_on_the_page_of_its_own_country_alone(client: Client, far: Far) -> None:
    url = "/en/countries/XAA/accountability/"
    own = client_of(far.focal).get(url).content.decode()
    assert "Hidden" in own
    assert "3 commitments. Public reports speak of 3, assessments of 3. Besides, 1 draft that only your country sees." in own
    assert "Besides" not in client.get(url).content.decode()
    for other in (client, client_of(far.stranger), client_of(far.secretariat)):
        assert "Hidden" not in other.get(url).content.decode()


def test_what_is_late_is_told_beside_what_is_done(client: Client, far: Far) -> None:
    """Of what stands; a milestone that is done, and one of a day to come, are not late."""
    for due, progress in ((date(2020, 1, 1), None), (date(2020, 1, 1), 100), (date(2099, 1, 1), None)):
        Milestone.objects.create(commitment=far.commitment, text="A bill", due=due, weight=1, progress=progress)
    url = "/en/countries/XAA/accountability"
    assert [c["late"] for c in client.get(f"{url}.json").json()["commitments"]].count(1) == 1
    assert client_of(far.focal).get(f"{url}/").content.decode().count("1 milestone late") == 1
    Commitment.objects.filter(pk=far.commitment.pk).update(state="closed", reason="It ended.")
    assert not any(c["late"] for c in client.get(f"{url}.json").json()["commitments"])


def test_a_countrys_page_says_how_far_its_commitments_are(client: Client, far: Far) -> None:
    """What was said last of each, coverage first; a draft and what is hidden count nowhere."""
    told = client.get("/en/countries/XAA.json").json()["how_far"]
    assert (told["of"], told["told"], told["rated"]) == (3, 3, 3)
    assert [(one["code"], one["count"]) for one in told["own"]] == [("limited", 3)]
    assert [(one["code"], one["count"]) for one in told["independent"]] == [("no_evidence", 1), ("limited", 2)]
    for reader in (client, client_of(far.focal)):
        assert "3 of 3 · Limited: 3" in reader.get("/en/countries/XAA/").content.decode()
    assert "How far they are" not in client.get("/en/countries/XAB/").content.decode()


def test_what_a_fictional_country_promised_stands_beside_the_margin(client: Client, far: Far) -> None:
    """Nothing else is told of it there: its page would be empty."""
    html = client.get("/en/countries/XAA/").content.decode()
    assert html.index('id="acc"') < html.index('<div class="margin">') < html.index('id="fig"')
    assert html.count('id="acc"') == 1


@pytest.mark.parametrize("sort", ["own", "-independent", "gap", "nothing"])
def test_no_table_is_sorted_by_a_rating(client: Client, far: Far, sort: str) -> None:
    plain = client.get("/en/countries/XAA/accountability.json").json()
    asked = client.get(f"/en/countries/XAA/accountability.json?sort={sort}").json()
    assert asked["commitments"] == plain["commitments"]
    assert asked["sorting"]["refused"]
    assert 'role="alert"' in client.get(f"/en/countries/XAA/accountability/?sort={sort}").content.decode()


def test_a_table_is_sorted_by_what_is_no_rating(client: Client, far: Far) -> None:
    page = client.get("/en/countries/XAA/accountability.json?sort=-title").json()
    titles = [c["title"] for c in page["commitments"]]
    assert titles == sorted(titles, reverse=True)
    assert page["sorting"] == {"by": "title", "down": True, "refused": ""}


@pytest.mark.parametrize(
    "path",
    ["countries/XAA/accountability/", "countries/XAA/timeline/", "countries/XAB/accountability/", "cycles/c1/",
     "themes/inspire-x/?world=demo"],
)  # fmt: skip
def test_pages_ask_little(client: Client, far: Far, django_assert_max_num_queries: Callable[..., Any], path: str) -> None:
    with django_assert_max_num_queries(15):
        html = client.get(f"/en/{path}").content.decode()
    assert html.count("<h1") == 1
    assert 'class="notice demo"' in html


def test_a_cycle_tells_coverage_before_any_middle_and_none_below_the_rule(client: Client, far: Far) -> None:
    page = client.get("/en/cycles/c1.json").json()
    assert [(r["code"], r["count"], r["of"]) for r in page["board"]["reached"]] == [
        ("submitted", 1, 2), ("published", 1, 2), ("rated", 1, 2), ("final", 0, 2)
    ]  # fmt: skip
    assert page["board"]["own"]["words"] == ""
    assert (page["board"]["own"]["told"], page["board"]["own"]["of"]) == (1, 2)
    assert page["board"]["gaps"] == {"compared": 2, "agree": 0, "own_higher": 2, "independent_higher": 0, "untold": 1}
    html = client.get("/en/cycles/c1/").content.decode()
    assert html.index("How far it is") < html.index("Middle of the countries")
    assert "No middle of fewer than 3 levels" in html


def test_a_cycle_counts_in_one_way_and_its_state_is_a_tag(client: Client, far: Far) -> None:
    """A state that others have left is no count of its own beside those who came at least that far."""
    html = client.get("/en/cycles/c1/").content.decode()
    assert html.count("<dt>Submitted</dt>") == 1
    assert '<span class="tag warn">Submitted</span>' not in html.partition('<ul class="checks">')[2].partition("</ul>")[0]
    assert html.index("Open for reports") < html.index("Reports are due on")
    assert "reports/XAA-c1/" in client_of(far.focal).get("/en/cycles/c1/").content.decode().partition('id="far"')[0]
    Cycle.objects.filter(slug="c1").update(opens=date(2019, 1, 1), due=date(2020, 1, 1))
    assert sorted(c["state"] for c in client.get("/en/cycles.json?world=demo").json()["cycles"]) == ["open", "past"]
    assert '<span class="tag na">Its day is past</span>' in client.get("/en/cycles/?world=demo").content.decode()
    Cycle.objects.filter(slug="c1").update(opens=date(2098, 1, 1), due=date(2099, 1, 1))
    assert client.get("/en/cycles/c1.json").json()["state"] == "to_come"


def test_the_table_of_a_cycle_stands_by_name_and_comes_as_a_file(client: Client, far: Far) -> None:
    lines = client.get("/en/cycles/c1.csv").content.decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["country", "XAA", "XAB"]
    assert lines[1].split(",")[5:8] == ["3", "3", "0"]
    assert lines[2].split(",")[5:8] == ["", "", ""]
    assert client.get("/en/cycles/c1.csv?sort=-country").content.decode().splitlines()[1].startswith("XAB")


def test_what_is_not_public_is_in_no_number_of_a_cycle(client: Client, far: Far) -> None:
    made = actions.draft_commitment({"title": "A law there", "text": "A law."}, by=far.stranger)
    made = actions.publish_commitment(made, by=far.stranger)
    actions.write_entry(far.other, made, TOLD, version=0, by=far.stranger)
    board = client.get("/en/cycles/c1.json").json()["board"]
    assert [(r["told"], r["rated"]) for r in board["rows"]] == [(3, 3), (None, None)]
    assert board["own"]["told"] == 1


def test_a_strategy_counts_what_everyone_may_see(client: Client, far: Far) -> None:
    page = theme_page("inspire-x", "demo")
    assert [(r.iso3, r.asked, r.supported, r.followed, r.commitments, r.rated) for r in page.rows] == [
        ("XAA", 0, 0, 0, 1, 1), ("XAB", 1, 1, 0, 0, 0)
    ]  # fmt: skip
    assert (page.countries, page.asked, page.commitments) == (2, 1, 1)
    assert theme_page("inspire-x", "real").rows == []
    assert client.get("/en/themes/nowhere/").status_code == 404


def test_a_timeline_tells_acts_in_words_within_the_readers_audience(client: Client, far: Far) -> None:
    told = [(m["kind"], m["words"]) for m in client.get("/en/countries/XAA/timeline.json").json()["moments"]]
    assert ("ratings", "Assessment released") in told
    assert ("reports", "Report signed") in told
    assert ("commitments", "Commitment published") in told
    days = [m["on"] for m in client.get("/en/countries/XAA/timeline.json").json()["moments"]]
    assert days == sorted(days, reverse=True)
    assert not [words for _kind, words in told if words in ("Rating written", "Summary written", "Commitment drafted")]
    reviewed = client.get("/en/countries/XAB/timeline.json").json()["moments"]
    assert [(m["on"], m["words"]) for m in reviewed] == [("2022", "Universal Periodic Review, session 41: 1 recommendation")]


def test_a_timeline_is_narrowed_and_says_what_is_no_choice(client: Client, far: Far) -> None:
    page = client.get("/en/countries/XAA/timeline.json?kind=ratings").json()
    assert {m["kind"] for m in page["moments"]} == {"ratings"}
    year = page["moments"][0]["on"][:4]
    assert all(m["on"].startswith(year) for m in client.get(f"/en/countries/XAA/timeline.json?year={year}").json()["moments"])
    for asked in ("kind=gossip", "year=20x5", "year=99999"):
        answer = client.get(f"/en/countries/XAA/timeline.json?{asked}").json()
        assert (answer["moments"], len(answer["unknown"])) == ([], 1)


@pytest.mark.parametrize("after", ["x", "2024_", "_1", "2024-13-40_1", "9" * 90 + "_1", "2024-00-00_x"])
def test_a_key_that_is_none_begins_anew(client: Client, far: Far, after: str) -> None:
    first = client.get("/en/countries/XAA/timeline.json").json()["moments"]
    assert client.get("/en/countries/XAA/timeline.json", {"after": after}).json()["moments"] == first


def test_pages_of_a_timeline_lose_and_repeat_nothing(far: Far) -> None:
    """Facts of a year, a month and a day among acts: each line once, in one order."""
    for n in range(PAGE + 5):
        treaty = Treaty.objects.create(code=f"T{n}", names={"en": f"Treaty {n:02}"}, adopted=1950, source="S")
        TreatyStatus.objects.create(area=far.home, treaty=treaty, status="party", year=2000 + n, source="S")
    Prohibition.objects.create(area=far.home, year=2019, source="S", as_of="2024")
    Signature.objects.create(area=far.home, what="call", dated="2024-11", source="S")
    day = date(2024, 11, 7)
    held = Conference.objects.create(
        slug="c", names={"en": "C"}, place="P", starts=day, ends=day, hosts="H", url="https://c.example", source="S", as_of=day
    )
    Claim.objects.create(conference=held, area=far.home, subject="legislate", source="S", as_of=day)
    found, after, pages = [], "", 0
    while pages == 0 or after:
        page = timeline_page("XAA", {"after": after}, AnonymousUser())
        found += [(m.on, m.words, m.title.get("en", "")) for m in page.moments]
        after, pages = page.next, pages + 1
        assert pages < 9
    assert pages > 1
    assert len(found) == len(set(found)) + _doubles(found)
    whole = [m.on for m in _all(far)]
    assert [on for on, _words, _title in found] == whole
    assert sum(words.startswith("Became party") for _on, words, _title in found) == PAGE + 5
    assert ("2024-11-07", "Pledged: Legislate against corporal punishment", "C") in found


def _doubles(found: list[tuple[str, str, str]]) -> int:
    """Acts of the same second on records of the same name are told alike, and are not the same."""
    acts = [one for one in found if "T" in one[0]]
    return len(acts) - len(set(acts))


def _all(far: Far) -> list[Any]:
    """Each kind by itself has no second page here but that of law."""
    found = []
    for kind in ("recommendations", "commitments", "actions", "reports", "ratings", "civil", "decisions"):
        page = timeline_page("XAA", {"kind": kind}, AnonymousUser())
        assert not page.next
        found += page.moments
    first = timeline_page("XAA", {"kind": "law"}, AnonymousUser())
    found += [*first.moments, *timeline_page("XAA", {"kind": "law", "after": first.next}, AnonymousUser()).moments]
    return sorted(found, key=lambda m: m.on + "-00-00"[len(m.on) - 4 :] if len(m.on) < 10 else m.on, reverse=True)


def test_what_has_a_year_alone_stands_at_its_end() -> None:
    assert Key("2024-00-00", -1) < Key("2024-01-01T00:00:00", 5) < Key("2024-11-07T10:00:00", 1)


def test_an_empty_country_is_told_as_one(client: Client, far: Far) -> None:
    Area.objects.create(code="XKZ", iso3="XKZ", kind="member_state", names={"en": "Land"})
    html = client.get("/en/countries/XKZ/accountability/").content.decode()
    assert "This country does not report through this site." in html
    assert "Universal Periodic Review" in html
    assert "Nothing is held here." in client.get("/en/countries/XKZ/timeline/").content.decode()


def test_what_is_kept_of_a_page_is_given_up_with_the_next_act(client: Client, far: Far) -> None:
    """Pages are drawn once for a state of the journal: an act shows at once, and nobody gets what another may see."""
    url = "/en/countries/XAA/accountability/"
    assert "with a reply" not in client.get(url).content.decode()
    rating = Rating.objects.get(report=far.report, commitment=far.commitment)
    actions.reply(rating, text="We did.", version=1, by=far.focal)
    assert "with a reply" in client.get(url).content.decode()
    assert "Hidden" in client_of(far.focal).get(url).content.decode()


def test_an_order_that_is_none_is_not_kept(client: Client, far: Far) -> None:
    for n in range(5):
        client.get(f"/en/themes/inspire-x/?world=demo&sort=x{n}")
    assert not [key for key in caches["pages"]._cache if ":x" in key and "theme" in key]  # type: ignore[attr-defined]


def test_approaches_of_a_strategy_bear_their_source() -> None:
    """Each strategy has some; a name is there once, in six languages, with the page on which it was read."""
    found = [a for letter in ("i1", "n", "s", "p", "i2", "r", "e") for a in approaches(f"inspire-{letter}")]
    with APPROACHES.open(encoding="utf-8") as file:
        assert len(found) == len({a.names["en"] for a in found}) == sum(1 for _ in file) - 1
    assert {a.names["en"][:5] for a in approaches("inspire-r")} == {"Treat"}
    for one in found:
        assert set(one.names) == set(LANGUAGES), one
        assert all((*one.names.values(), one.source)), one
        assert one.url.startswith("https://"), one


def test_a_strategys_page_names_its_approaches(client: Client) -> None:
    Topic.objects.create(code="inspire-r", scheme="inspire", names={"en": "Response"}, source="Names as facts")
    html = client.get("/fr/themes/inspire-r/").content.decode()
    assert "Programmes de traitement pour mineurs délinquants" in html
    assert 'href="https://www.cpcnetwork.org/inspire-working-group/"' in html
    assert client.get("/en/themes/inspire-r.json").json()["approaches"][0]["source"].startswith("CPC")
