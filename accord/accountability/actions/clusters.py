"""Recommendations that ask for the same: the machine proposes, the country's people confirm or reject."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from accord.accountability.actions.imports import digest_of
from accord.accountability.models import Cluster, ClusterMember, Recommendation
from accord.calc import nearness
from accord.kit import clock
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict, append
from accord.record.models import Card

State = Cluster.State
METHOD = f"TF-IDF {nearness.VERSION}, ≥ {nearness.LEAST}"
MOST = 20_000  # recommendations of one country that are compared


@transaction.atomic
def propose_clusters(area: Area, *, by: Capacity | None = None) -> int:
    """Compare a country's recommendations and write what may ask for the same. Returns how many proposals stand.

    What people decided stays: confirmed members are not proposed again, nor is a group that was rejected as it stands.
    Proposals that nobody decided on are made anew. Texts are compared within their language.
    """
    proposed = Cluster.objects.select_for_update().filter(area=area, state=State.PROPOSED)
    standing = {cluster.key: cluster.pk for cluster in proposed.order_by("pk")}  # locked: whoever decides on one now comes after
    kept = ClusterMember.objects.filter(kept=True).values("recommendation")
    rows = list(Recommendation.objects.filter(area=area).exclude(pk__in=kept).order_by("pk")[:MOST])
    found = _groups(rows)
    decided = set(Cluster.objects.filter(area=area).exclude(state=State.PROPOSED).values_list("key", flat=True))
    keys = {digest_of([r.ref for r, _ in group]): group for group in found}
    wanted = {key: group for key, group in keys.items() if key not in decided}
    gone = Cluster.objects.filter(pk__in=[pk for key, pk in standing.items() if key not in wanted]).delete()[0]
    fresh = Cluster.objects.bulk_create(
        [Cluster(area=area, key=key, method=METHOD, proposed_on=clock.today()) for key in wanted if key not in standing]
    )
    ClusterMember.objects.bulk_create(
        [
            ClusterMember(cluster=cluster, recommendation=row, nearness=round(near, 3))
            for cluster in fresh for row, near in wanted[cluster.key]
        ]
    )  # fmt: skip
    if fresh or gone:
        after = {"proposed": len(wanted), "method": METHOD, "world": area.world}
        append("clusters_proposed", _card_of(area), by=by, after=after)
    return len(wanted)


def _groups(rows: list[Recommendation]) -> list[list[tuple[Recommendation, float]]]:
    """Groups with each member's nearness to the nearest other one."""
    of: dict[str, list[Recommendation]] = defaultdict(list)
    for row in rows:
        of[row.language].append(row)
    found = []
    for language, group in sorted(of.items()):
        split = [nearness.terms(row.text, language) for row in group]
        rare = nearness.rarity(split)
        pairs = nearness.near_pairs([nearness.weigh(one, *rare) for one in split])
        nearest: dict[tuple[int, int], float] = {(p.a, p.b): p.cosine for p in pairs}
        for members in nearness.groups(pairs):
            close = {m: max(nearest[min(m, n), max(m, n)] for n in members if n != m) for m in members}
            found.append([(group[m], close[m]) for m in members])
    return found


@transaction.atomic
def confirm_cluster(cluster: Cluster, members: Collection[str], *, version: int, by: Capacity) -> Cluster:
    """These of its members (by ref) ask for the same; the others do not. Raises Conflict on a stale `version`.

    Raises ValueError for fewer than two, or for one that is none of its members.
    """
    row = _held(cluster, version)
    inside = set(row.members.values_list("recommendation__ref", flat=True))
    if len(set(members)) < 2 or not set(members) <= inside:
        raise ValueError("Two members of the cluster or more")
    row.members.exclude(recommendation__ref__in=members).update(kept=False)
    row.members.filter(recommendation__ref__in=members).update(kept=True)
    return _decide(row, State.CONFIRMED, "cluster_confirmed", sorted(members), by, "", "en")


@transaction.atomic
def reject_cluster(cluster: Cluster, *, reason: str, language: str, version: int, by: Capacity) -> Cluster:
    """They do not ask for the same. Raises Conflict on a stale `version`."""
    row = _held(cluster, version)
    row.members.update(kept=False)
    refs = sorted(row.members.values_list("recommendation__ref", flat=True))
    return _decide(row, State.REJECTED, "cluster_rejected", refs, by, reason, language)


def _held(cluster: Cluster, version: int) -> Cluster:
    row = Cluster.objects.select_for_update(of=("self",)).select_related("area").filter(pk=cluster.pk).first()
    if row is None or row.version != version:
        raise Conflict({"state": str(row.get_state_display()) if row else ""}, {})
    return row


def _decide(row: Cluster, state: str, verb: str, refs: list[str], by: Capacity, reason: str, language: str) -> Cluster:
    before = {"state": row.state}
    row.state, row.decided_by, row.decided_on, row.version = state, by, clock.today(), row.version + 1
    row.reason, row.language = reason, language
    row.save()
    append(verb, _card_of(row.area), by=by, reason=reason, before=before, after={"members": refs, "cluster": row.pk})
    return row


def _card_of(area: Area) -> Card | None:
    return Card.objects.filter(ref=area.url.rstrip("/")).first()
