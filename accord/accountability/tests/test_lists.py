"""Lists are narrowed in words, tell what is no choice, and hold as many as the pages that lead to them say."""

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.actions.headings import hold, place
from accord.accountability.models import Commitment, Recommendation
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.directory.actions import publish_country
from accord.people.models import Area
from accord.record.models import Topic

pytestmark = pytest.mark.django_db
SOURCE = "UPR Info database"


@pytest.fixture
def real() -> Area:
    area = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Arcadia", "ar": "أركاديا"})
    publish_country(area)
    return area


def advice(area: Area, number: int, response: str, *issues: str, session: int = 8, word: str = "Accepted") -> Recommendation:
    made = Recommendation.objects.create(
        ref=f"{area.code}-upr{session}-{number}", key=f"{area.code}{number}", area=area, from_words="x", text=f"Do {number}",
        response=response, response_word=word, issues=list(issues), session=session, source=SOURCE,
    )  # fmt: skip
    place([made])
    hold(area.world, SOURCE)
    return made


def html(path: str, language: str = "en") -> str:
    return Client().get(f"/{language}/{path}").content.decode()


def test_each_filter_is_a_choice_in_words(real: Area) -> None:
    advice(real, 1, "supported_in_part", "Rights of the Child"), advice(real, 2, "pending", "Droits de l'enfant")
    page = html("recommendations/")
    for words in ("Pending", "Supported in part", "Not supported", "Arcadia", "Rights of the Child", "All answers"):
        assert f">{words}</option>" in page, words
    assert "Do 1" not in html("recommendations/?response=pending")
    assert "Do 2" not in html("recommendations/?theme=Rights of the Child")
    assert "Do 2" in html("recommendations/?theme=Droits de l'enfant&country=XKA&response=pending")
    assert 'lang="en" dir="ltr">Rights of the Child</option>' in html("recommendations/", "ar")


def test_a_theme_outside_ascii_is_found(real: Area) -> None:
    advice(real, 1, "noted", "Дети 50%"), advice(real, 2, "noted", "Дети 500")
    page = html("recommendations/?theme=Дети 50%25")
    assert "Do 1" in page
    assert "Do 2" not in page


@pytest.mark.parametrize("asked", ["country=QQQ", "response=maybe", "theme=Nothing", "country=KENYA"])
def test_what_is_no_choice_is_told(real: Area, asked: str) -> None:
    advice(real, 1, "noted", "Rights of the Child")
    page = html(f"recommendations/?{asked}")
    assert f"“{asked.partition('=')[2]}” is no choice here" in page
    assert "Do 1" not in page
    assert "is no choice here" in html(f"commitments/?{asked.replace('response', 'state')}")


def test_the_demonstration_is_asked_for_and_offered_where_nothing_is_held(stage: Stage) -> None:
    advice(stage.home, 1, "noted")
    for path in ("recommendations/", "commitments/"):
        assert '<a href="?world=demo">Try it with fictional countries</a>' in html(path)
    assert "Do 1" in html("recommendations/?world=demo")
    assert "A law" in html("commitments/?world=demo")
    assert "accord import" not in html("recommendations/")
    assert 'class="notice demo"' in html("commitments/?world=demo")


def test_a_country_page_counts_what_its_links_open(stage: Stage) -> None:
    for number, end in enumerate((actions.withdraw_commitment, actions.close_commitment)):
        made = actions.draft_commitment({"title": f"N{number}", "text": "Text."}, by=stage.focal)
        end(actions.publish_commitment(made, by=stage.focal), by=stage.focal, reason="So it is.")
    actions.draft_commitment({"title": "Draft", "text": "Text."}, by=stage.focal)
    Commitment.objects.create(
        ref="XAA-pledge8-1", key="k", kind="pledge", area=stage.home, text="We pledge.", session=8, world="demo", source=SOURCE
    )
    for client, count in ((Client(), 3), (client_of(stage.contributor), 4)):
        page = client.get("/en/countries/XAA/").content.decode()
        assert f'kind=commitment">{count} commitments made here</a>' in page
        assert f"{count} commitments" in client.get("/en/commitments/?country=XAA&kind=commitment").content.decode()
        assert len(client.get("/en/commitments.json?country=XAA&kind=commitment").json()["lines"]) == count
        assert 'kind=pledge">1</a>' in page
    assert Client().get("/en/commitments.json?country=XAA&kind=pledge").json()["count"] == 1


def test_a_strategy_is_a_theme_of_commitments(stage: Stage) -> None:
    topics = [Topic.objects.create(code=f"inspire-{n}", scheme="inspire", names={"en": f"Strategy {n}"}) for n in "ab"]
    made = actions.draft_commitment({"title": "With both", "text": "Text.", "topics": topics}, by=stage.focal)
    actions.publish_commitment(made, by=stage.focal)
    page = html("commitments/?world=demo&theme=inspire-a")
    assert "With both" in page
    assert "1 commitment<" in page
    assert "A law" not in page


def test_which_sessions_are_held_comes_from_the_table(real: Area, stage: Stage) -> None:
    assert "Sessions" not in html("recommendations/") + html("countries/XKA/")
    advice(real, 1, "noted", session=3), advice(real, 2, "noted", session=17)
    for path in ("recommendations/", "countries/XKA/"):
        assert 'Sessions 3 to 17 of the Universal Periodic Review are held here (<span lang="en" dir="ltr">UPR Info' in html(path)
        assert "Other sessions are not loaded" in html(path)
    advice(stage.home, 3, "noted", session=41)
    assert "Sessions 3 to 17" in html("recommendations/")
    for path in ("recommendations/?world=demo", "countries/XAA/"):
        assert "are held here" not in html(path)


def test_the_sources_word_stays_beside_a_states_answer(stage: Stage) -> None:
    one = advice(stage.home, 1, "pending", word="Not yet said")
    from accord.accountability.actions.cards import imported_card
    from accord.record.actions import publish_card

    publish_card(imported_card(one.ref, "recommendation", "recommendations", stage.home, one.text, ""))
    actions.answer_recommendation(one, response="supported", reason="We agree.", version=1, by=stage.focal)
    page = html(f"recommendations/{one.ref}/")
    assert "answered here on" in page
    assert "“Not yet said”" in page


@pytest.mark.parametrize(
    ("count", "words"), [(1, "توصية واحدة"), (2, "توصيتان"), (5, "5 توصيات"), (37, "37 توصية"), (100, "100 توصية")]
)
def test_counts_in_arabic_have_six_forms(count: int, words: str) -> None:
    from django.utils import translation
    from django.utils.translation import ngettext

    with translation.override("ar"):
        assert ngettext("%(n)s recommendation", "%(n)s recommendations", count) % {"n": count} == words
