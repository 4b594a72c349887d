"""No signed-out page of any room is of before: one address of each kind, kept by two workers, after a write in each room.

What a process remembers (pages, pieces of them, what rooms keep besides) is left as it was before the write: as with a worker that
did not write itself. Then each page is made once more with no memory at all; what the workers show is the same.
"""

import re
from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accord.accountability.actions import draft_commitment, publish_commitment
from accord.discussions.actions import drawn, open_topic
from accord.indicators.models import Indicator
from accord.indicators.tests.makers import release_of
from accord.kit import clock
from accord.learning.actions.practices import edit_practice
from accord.learning.models import Practice
from accord.moderation.actions import answer_key, decide, report
from accord.moderation.actions.decisions import Told
from accord.moderation.kinds import kind_of
from accord.people.models import Area, Capacity, Organisation, Role
from accord.record.actions import append, hold
from accord.record.cached import blocks, pages
from accord.record.models import Card, Held, Mark
from accord.spaces.actions.platforms import edit_platform
from accord.spaces.models import Platform
from tests.test_sweep import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
RIVERS = "safe-crossings-of-the-six-rivers"
MEMORIES = ("reports", "pages", "explorer")  # of a process; "frame" holds words alone
OWN = re.compile(r"XA[A-F][-\w.]*|[a-z0-9-]*six-rivers[-\w]*|(?<=topics/)[0-9a-f]{10}|KEN|\b\d+\b|demo-\d|peers-\w+")
NOT_HERE = re.compile(
    r"\.(?:pdf|zip|xlsx|docx|json|csv)$|accounts/|report(?:ed|-this)/|healthz|use[./]"
)  # files and values read what their pages read; forms differ
LISTS = re.compile(r"en/[\w-]+(?:/[a-z-]+)?/$")  # in the world of what is written


def sampled() -> list[str]:
    """One of each kind."""
    kinds: dict[str, list[str]] = {}
    for path, access, there in addresses():
        if access == "public" and there and not NOT_HERE.search(path):
            asked = f"{path}?world=demo" if LISTS.fullmatch(path) else path
            kinds.setdefault(OWN.sub("-", path), []).append(asked)
    return sorted(
        {
            *(some[0] for some in kinds.values()),
            "en/search/?q=river&world=demo",
            "en/search.json?q=river&world=demo",
            "en/directory/countries.csv",
            "en/releases/",  # figures are of States
            "ar/",
        }
    )


def said(client: Client, path: str) -> tuple[int, bytes]:
    answer: Any = client.get(f"/{path}")
    return answer.status_code, answer.getvalue() if answer.streaming else answer.content


def forget() -> None:
    blocks.clear()
    for name in MEMORIES:
        caches[name].clear()


class Memory:
    """Of a process beside its pages, as it is now."""

    def __init__(self) -> None:
        self.blocks = blocks._kept.copy()
        self.caches = {name: (copy(_locmem(name)._cache), copy(_locmem(name)._expire_info)) for name in MEMORIES}

    def restore(self) -> None:
        blocks._kept.clear()
        blocks._kept.update(self.blocks)
        for name, (kept, expire) in self.caches.items():
            for held, then in ((_locmem(name)._cache, kept), (_locmem(name)._expire_info, expire)):
                held.clear()
                held.update(then)


def _locmem(name: str) -> Any:
    return caches[name]


class Site:
    """Two workers, which keep what they made from test to test: what a test wrote is taken back, and so are its stamps."""

    def __init__(self) -> None:
        client = Client()
        self.paths = [path for path in sampled() if said(client, path)[0] == 200]
        self.workers = [Client(), Client()]

    def stale_after(self, write: Callable[[], object]) -> tuple[list[str], list[str]]:
        """Paths of pages that changed, and of those that a worker shows as they were before, or as they never were."""
        first, second = self.workers
        before = {path: said(first, path) for path in self.paths}
        for path in self.paths:
            said(second, path)
        memory = Memory()
        write()
        memory.restore()
        shown = {path: said(first, path) for path in self.paths}
        forget()
        fresh = {path: said(Client(), path) for path in self.paths}
        changed = [path for path in self.paths if fresh[path] != before[path]]
        stale = [path for path in self.paths if shown[path] != fresh[path]]
        memory.restore()
        return changed, stale or [path for path in changed if said(second, path) != fresh[path]]


@pytest.fixture(scope="module")
def site(demo_world: None) -> Site:
    return Site()


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.PAGES_KEPT, settings.BLOCKS_KEPT, settings.CLOCK = 10**8, 10**8, STANDS
    forget()


STANDS = clock.now().replace(second=30).isoformat()


def hat(email: str) -> Capacity:
    return Capacity.objects.active().select_related("area", "person").filter(person__email=f"{email}.demo.example")[0]


def loaded_anew() -> None:
    """As facts leave it that say something else than those of before."""
    Mark.objects.update_or_create(key="facts", defaults={"value": "of another day"})


def name_a_country() -> None:
    Area.objects.filter(code="XAB").update(names={"en": "Belmarine"})
    loaded_anew()


def name_an_indicator() -> None:
    Indicator.objects.filter(code="16.2.1").update(names={"en": "Named anew"})
    loaded_anew()


def name_a_body() -> None:
    Organisation.objects.filter(slug="six-rivers-council").update(names={"en": "Another council"})


def list_a_body() -> None:
    Organisation.objects.create(slug="new-rivers", names={"en": "New rivers"}, kind="cso", verified_on="2026-01-01", world="demo")


def publish_a_commitment() -> None:
    by = hat("focal-point@xaa")
    publish_commitment(draft_commitment({"title": "Another river law", "text": "It will be made."}, by=by), by=by)


def revise_a_practice() -> None:
    row = Practice.objects.get(ref="XAA-pr1")
    edit_practice(row, {"title": "Another river practice"}, version=row.version, by=hat("focal-point@xaa"), reason="Named anew.")


def revise_a_platform() -> None:
    row = Platform.objects.get(ref=RIVERS)
    edit_platform(row, {"title": "Other crossings"}, version=row.version, by=hat("focal-point@xab"), reason="Named anew.")


def open_a_topic() -> None:
    card, by = Card.objects.get(ref=f"platforms/{RIVERS}"), hat("focal-point@xab")
    open_topic(card, drawn("A river.", "en"), title="Another river topic", kind="discussion", by=by.person, hat=by)


def hide(ref: str) -> None:
    """As a decision does, with its act and what goes out of sight along."""
    card = Card.objects.get(ref=ref)
    append("item_hidden", card, after={"card": ref, "part": "", "ground": "hate", "world": card.world})
    along = kind_of(card).along
    for one in [card, *(along(card) if along else [])]:
        if not Held.objects.filter(card=one, part="").exists():
            hold(one, ground="hate")


def publish_a_release() -> None:
    release_of("indicator,iso3,year,sex,value\n16.2.1,KEN,2024,T,61.5\n", source="An office of figures")


def decide_a_case() -> None:
    """A warning, which touches no row of the thing itself, for a reason that stood in no line of the register."""
    card = Card.objects.get(ref="adoptions/XAB-ad1")
    case = report(card, ground="hate", key=answer_key("kept")).case
    by = Capacity.objects.active().filter(role=Role.SAFEGUARDING, person__world="demo")[0]
    decide(case, Told("warn", "hate", "It calls others names."), by=by)


HIDDEN = ("commitments/XAA-c1", "reports/XAA-demo-1", "practices/XAA-pr1", "adoptions/XAB-ad1", f"joint-actions/{RIVERS}-a1",
          f"platforms/{RIVERS}")  # fmt: skip
WRITES: dict[str, list[Callable[[], object]]] = {
    "records": [name_a_country, name_an_indicator, name_a_body, revise_a_practice, revise_a_platform],
    "lists": [list_a_body, publish_a_commitment, open_a_topic],
    "audiences": [partial(hide, ref) for ref in HIDDEN],
    "figures": [publish_a_release],
    "decisions": [decide_a_case],
}
CHANGED = {
    "figures": {"en/releases/", "en/indicators/16.2.1/", "en/countries/KEN/"},
    "decisions": {"en/moderation/register/?world=demo"},
}  # by this write alone, so that no other one makes the pages anew


@pytest.mark.parametrize("kind", WRITES)
def test_no_page_of_any_room_is_of_before(site: Site, kind: str) -> None:
    changed, stale = site.stale_after(lambda: [write() for write in WRITES[kind]])
    assert not stale
    assert CHANGED[kind] <= set(changed) if kind in CHANGED else len(changed) > 5


def test_without_stamps_pages_of_rooms_would_lie(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail."""
    monkeypatch.setattr(pages.Page, "holds", lambda page: True)
    changed, stale = site.stale_after(revise_a_practice)
    assert stale == changed
