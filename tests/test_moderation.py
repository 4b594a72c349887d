"""Every page of a card of the demonstration can be reported; what is hidden there is on no list of any room."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.test import Client

from accord.accountability.models import PeerJudgement, PeerReview
from accord.kit import clock
from accord.moderation.access import page_of
from accord.moderation.kinds import kind_of
from accord.moderation.models import Appeal, Case, Report
from accord.record.actions import hold
from accord.record.models import Card, Held
from accord.record.search.tokens import KINDS
from tests.test_sweep import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
NOBODY = AnonymousUser()


def test_the_demonstration_has_reports_one_thing_hidden_and_an_appeal() -> None:
    assert Report.objects.count() == 3
    assert Case.objects.filter(closed_at=None).count() == 1
    assert Appeal.objects.filter(upheld=None).count() == 1
    assert Card.objects.filter(audience__code="held").count() == 1


def test_each_kind_of_card_can_be_reported_from_its_own_page() -> None:
    """One card a kind: its page leads to a form that is about this very card."""
    client, seen = Client(), set()
    for kind in KINDS:
        card = Card.objects.visible_to(NOBODY).filter(kind=kind).order_by("-world", "id").first()
        if card is None:
            continue
        page = client.get(f"/en/{card.url}")
        assert page.status_code == 200, card.url
        link = re.search(r'href="/en/report-this/([^"]*)"', page.content.decode())
        assert link, card.url
        assert page_of(NOBODY, link[1]) == card
        assert client.get(f"/en/report-this/{link[1]}").context["card"] == card
        seen.add(kind)
    assert len(seen) >= 24, sorted(set(KINDS) - seen)


def test_a_page_below_or_beside_a_card_is_about_it() -> None:
    for path, ref in (
        ("countries/XAA/timeline/", "countries/XAA"), ("commitments/XAA-c1.json", "commitments/XAA-c1"),
        ("reports/XAA-demo-1/use/vnr/", "reports/XAA-demo-1"),
    ):  # fmt: skip
        found = page_of(NOBODY, path)
        assert found is not None
        assert found.ref == ref
    for path in ("", "search/", "practices/", "no/such/", "../", "a" * 3000):
        assert page_of(NOBODY, path) is None


HIDDEN = ("practice", "adoption", "need", "platform", "threat", "joint_action", "meeting", "solution")  # what one officer hides


def test_what_is_hidden_is_on_no_list_feed_or_file_of_any_room() -> None:
    """One card of each kind at once, and every public address that is of no single thing; the titles stood there before."""
    cards = [Card.objects.visible_to(NOBODY).filter(kind=kind, world="demo").order_by("id").first() for kind in HIDDEN]
    named = Counter(str(card.title.get("en")) for card in Card.objects.visible_to(NOBODY))
    own = {str(card.title["en"]) for card in cards if card}
    titles = {title for title in own if sum(n for other, n in named.items() if title in other) == 1}  # no other card says it
    client = Client()
    before = _shown(client, titles)
    assert len({title for title, _path in before}) >= 5, titles
    for card in cards:
        assert card is not None
        along = kind_of(card).along
        for one in [card, *(along(card) if along else [])]:
            if not Held.objects.filter(card=one, part="").exists():
                hold(one, ground="child")
    assert _shown(client, titles) == set()


def test_a_hidden_commitment_is_named_on_no_page_of_its_country() -> None:
    judged = PeerJudgement.objects.filter(assignment__review__state__in=PeerReview.GIVEN, commitment__ratings__isnull=False)
    row = judged.select_related("commitment__area", "assignment__review").order_by("pk").first()
    assert row is not None
    told, area, client = row.commitment, row.commitment.area, Client()
    named = re.compile(rf"commitments/{told.ref}/")  # by its address: its words may be those of another, too
    report = told.ratings.exclude(released_at=None).order_by("pk").first().report
    pages = [f"countries/{area.iso3}{part}" for part in ("/", "/scorecard/", "/scorecard.json", "/accountability/", "/timeline/")]
    pages += [
        report.url,
        row.assignment.review.url,
        "commitments/",
        "search/?q=" + told.title.split()[0],
        f"report/{clock.today().year - 1}/",
    ]
    naming = {path for path in pages if named.search(_said(client, f"en/{path}"))}
    assert {report.url, row.assignment.review.url, f"countries/{area.iso3}/accountability/"} <= naming
    assert any("scorecard" in path for path in naming)
    hold(Card.objects.get(ref=f"commitments/{told.ref}"), ground="child")
    caches["reports"].clear()
    caches["pages"].clear()  # reports and scorecards are kept until the next event, which a decision leaves
    assert {path for path in pages if named.search(_said(client, f"en/{path}"))} == set()


@pytest.mark.parametrize("kind", ["report", "peer_review"])
def test_what_is_said_in_a_hidden_report_or_peer_review_is_said_nowhere(kind: str) -> None:
    """Its levels and words leave the pages of what it speaks of, its address those of days, too: each quote leads to its whole."""
    rows = PeerJudgement.objects.filter(assignment__review__state__in=PeerReview.GIVEN, commitment__ratings__isnull=False)
    row = rows.select_related("commitment__area", "assignment__review__round").order_by("pk").first()
    assert row is not None
    told, area, client = row.commitment, row.commitment.area, Client()
    report = told.ratings.exclude(released_at=None).order_by("pk").first().report
    found = report if kind == "report" else row.assignment.review
    pages = [f"countries/{area.iso3}{part}" for part in ("/", "/scorecard/", "/scorecard.json", "/accountability/", "/timeline/")]
    pages += [told.url, f"{told.url[:-1]}.json", f"cycles/{report.cycle.slug}/"]
    pages += ["peer-reviews/", row.assignment.review.round.url, f"report/{clock.today().year - 1}/"]
    naming = {path for path in pages if found.url in _said(client, f"en/{path}")}
    assert {told.url, f"countries/{area.iso3}/accountability/" if kind == "report" else "peer-reviews/"} <= naming
    hold(Card.objects.get(ref=found.url.rstrip("/")), ground="child")
    caches["reports"].clear()
    caches["pages"].clear()
    assert {path for path in pages if found.url in _said(client, f"en/{path}")} == set()


def _shown(client: Client, titles: set[str]) -> set[tuple[str, str]]:
    """Which title stands on which page. Each address once, in the world of the titles."""
    single = re.compile(r"\d|sdmx|accounts|report-this|\.pdf|explore|start/|verify|peer-reviews|themes|questions|gaps")
    lists = sorted(path for path, access, there in addresses() if access == "public" and there and not single.search(path))
    return {(title, path) for path in lists for said in [_said(client, path)] for title in titles if title in said}


def _said(client: Client, path: str) -> str:
    answer = client.get(f"/{path}?world=demo")
    if answer.streaming or answer.get("Content-Type", "").startswith(("application/pdf", "application/zip")):
        return ""
    return answer.content.decode(errors="replace")
