"""The bench's fixed queries find the same records, in the same order, with the same facets, on SQLite and on PostgreSQL."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accord.people.models import Area
from accord.record.search.reads import SearchPage, search
from bench.queries import KINDS, digest, made_up, queries

pytestmark = pytest.mark.django_db
CARDS = 2_100  # a common word of a language stands in 350: more than the newest 300 that are looked at
SAME = "160df13e2e867a5a"  # on both engines; another generator of texts, ranking or normalisation gives another


def test_the_fixed_queries_find_the_same_on_both_engines() -> None:
    Area.objects.create(code="KEN", iso3="KEN", kind="member_state", names={"en": "Kenya"})
    made_up(0, CARDS)
    told: dict[str, list[SearchPage]] = {}
    for kind, query, chosen in queries():
        told.setdefault(kind, []).append(search(AnonymousUser(), query, chosen=chosen, world="real"))
    assert sum(len(told[kind]) for kind in KINDS) == 40
    totals = {kind: [page.total for page in found] for kind, found in told.items()}
    assert (totals["rare"], totals["none"]) == ([5] * 10, [0] * 10)
    assert max(totals["common"]) > 300
    assert min(totals["middling"]) > 0
    assert digest(told) == SAME
