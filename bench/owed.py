"""`python -m bench.owed`: what a person and a country owe, at a tenth and at the full size (COUNTRIES=20,200).

Made up in bulk: for each country its people, 20 commitments with 3 milestones each, 10 actions, 120 recommendations, and 5 cycles with a
report each; on a commitment in a cycle four judgements: the country's, the assessor's and those of two shadow reports. For each address:
p50 and p95 in ms of ROUNDS=60 requests one after another, CPU ms (median; least), queries, KB compressed; the day's letters of everybody,
asked for twice; last, the full size over the tenth, by the least CPU (the machine may be shared).
"""

import gzip
import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from typing import Any

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accountability.models import (
    Action,
    Commitment,
    Cycle,
    Entry,
    Milestone,
    Participation,
    Rating,
    Recommendation,
    Report,
    ShadowJudgement,
    ShadowReport,
)  # fmt: skip
from accord.kit import clock
from accord.notices.actions import send_letters
from accord.overview import facts
from accord.people.models import Area, Capacity, Organisation, Person
from accord.record.actions import audience
from accord.record.models import Card

SIZES = [int(n) for n in os.environ.get("COUNTRIES", "20,200").split(",")]
COMMITMENTS, MILESTONES, CYCLES = 20, 3, 5
ROUNDS = int(os.environ.get("ROUNDS", "60"))
ROLES = ("focal_point", "alternate", "validator", "contributor", "assessor")


def cycles() -> list[Cycle]:
    today = clock.today()
    found = []
    for n in range(CYCLES):
        opens = today - timedelta(days=365 * (CYCLES - n))
        found.append(Cycle(slug=f"bench-{n}", names={"en": f"Cycle {n}"}, opens=opens, due=opens + timedelta(days=385)))
    return Cycle.objects.bulk_create(found)


def made_up(areas: list[Area], known: list[Cycle]) -> None:
    """Of each country one report is in writing, one is assessed and open for reply, three are final."""
    today = clock.today()
    for number, area in enumerate(areas):
        with transaction.atomic():
            hats = [_hat(role, area) for role in ROLES]
            focal, assessor = hats[0], hats[-1]
            commitments = Commitment.objects.bulk_create(
                [Commitment(ref=f"{area.code}-c{n}", key=f"{area.code}-c{n}", kind="commitment", area=area, contact=focal, source="Bench",
                            title=f"Commitment {n}", text="A promise. " * 20, ends_on=today + timedelta(days=40 * n - 100),
                            state="draft" if n == 0 else "public") for n in range(COMMITMENTS)]
            )  # fmt: skip
            Milestone.objects.bulk_create(
                [Milestone(commitment=c, text=f"Milestone {n}", due=today + timedelta(days=60 * n + 15 * at - 150),
                           **({"done_on": today, "progress": 100} if (at + n) % 2 else {}))
                 for at, c in enumerate(commitments) for n in range(MILESTONES)]
            )  # fmt: skip
            Action.objects.bulk_create(
                [Action(ref=f"{area.code}-a{n}", area=area, title=f"Action {n}", text="Done.", state="public",
                        ends_on=today + timedelta(days=90 * n - 100)) for n in range(10)]
            )  # fmt: skip
            Recommendation.objects.bulk_create(
                [Recommendation(ref=f"{area.code}-upr{n}", key=f"{area.code}-upr{n}", area=area, text="Do this. " * 12, source="Bench",
                                response="pending" if n < 8 else "supported") for n in range(120)]
            )  # fmt: skip
            for n, cycle in enumerate(known):
                state = ("final", "final", "final", "rated", "drafting")[n]
                report = Report.objects.create(ref=f"{area.code}-bench-{n}", cycle=cycle, area=area, state=state, summary="Said.",
                                               reply_until=today + timedelta(9) if state == "rated" else None)  # fmt: skip
                Participation.objects.create(cycle=cycle, area=area, joined_on=cycle.opens)
                told = commitments[1:] if state != "drafting" else commitments[1:11]
                Entry.objects.bulk_create(
                    [
                        Entry(report=report, commitment=c, completion="limited", rationale="Begun. " * 10, written_by=focal)
                        for c in told
                    ]
                )
                if state != "drafting":
                    Rating.objects.bulk_create(
                        [Rating(report=report, commitment=c, completion="limited", ambition="modest", change="none", confidence="high",
                                rationale="Seen. " * 10, by=assessor, released_at=clock.now(), reply="Yes." if state == "final" else "")
                         for c in told]
                    )  # fmt: skip
                    _stakeholders(area, cycle, told)
            _cards(area, number)


def _hat(role: str, area: Area | None) -> Capacity:
    person = Person.objects.create(email=f"{role}.{area.code.lower() if area else 'office'}@bench.example", name=f"{role} {area}")
    return Capacity.objects.create(person=person, role=role, area=area, state="active", starts_on="2020-01-01")


def _stakeholders(area: Area, cycle: Cycle, commitments: list[Commitment]) -> None:
    """Two shadow reports a cycle: with the entry and the assessor's, four judgements a commitment and cycle."""
    for n in range(2):
        body, _made = Organisation.objects.get_or_create(
            slug=f"bench-{n}", defaults={"kind": "cso", "names": {"en": f"Body {n}"}}
        )
        hat = Capacity.objects.filter(organisation=body).first() or Capacity.objects.create(
            person=Person.objects.create(email=f"body{n}@bench.example"), role="org_member", organisation=body, state="active",
            starts_on="2020-01-01",
        )  # fmt: skip
        report = ShadowReport.objects.create(
            ref=f"{area.code.lower()}-{cycle.slug}-{n}", area=area, cycle=cycle, state="published", organisation=body, by=hat,
            shown={"title": "T"}, reply_until=clock.today() + timedelta(20) if cycle.slug.endswith("3") else date(2020, 1, 1),
        )  # fmt: skip
        ShadowJudgement.objects.bulk_create(
            [ShadowJudgement(report=report, commitment=c, completion="limited", ambition="modest", change="none", confidence="high",
                             rationale="Otherwise.") for c in commitments]
        )  # fmt: skip


def _cards(area: Area, number: int) -> None:
    """As the actions would have made them, without search: who may see is asked of them."""
    own, public = audience(f"country:{area.code}"), audience("public")
    rows: list[Any] = [("commitment", "commitments", r) for r in Commitment.objects.filter(area=area)]
    rows += [("report", "reports", r) for r in Report.objects.filter(area=area)]
    cards = Card.objects.bulk_create(
        [Card(ref=f"{path}/{r.ref}", kind=kind, url=r.url, title={"en": r.ref}, published_at=clock.now(),
              audience=own if r.state in ("draft", "drafting") else public) for kind, path, r in rows]
    )  # fmt: skip
    through = Card.areas.through
    through.objects.bulk_create([through(card_id=c.pk, area_id=area.pk) for c in cards])


def asked(client: Client, url: str) -> tuple[float, float, float, float, int, float]:
    """p50 and p95 in ms, CPU ms (median and least), queries, KB compressed."""
    body = client.get(url)
    assert body.status_code == 200, (url, body.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
        count = len(queries.captured_queries)
    wall, cpu = [], []
    for _ in range(ROUNDS):
        at, worked = time.perf_counter(), time.process_time()
        client.get(url)
        wall.append(1000 * (time.perf_counter() - at))
        cpu.append(1000 * (time.process_time() - worked))
    wall.sort()
    size = len(gzip.compress(body.content)) / 1024
    return wall[ROUNDS // 2], wall[int(ROUNDS * 0.95)], statistics.median(cpu), min(cpu), count, size


def signed_in(email: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def measured(area: Area) -> dict[str, float]:
    code = area.code
    office, focal, assessor = (signed_in(f"{who}@bench.example") for who in (
        "secretariat.office", f"focal_point.{code.lower()}", f"assessor.{code.lower()}"))  # fmt: skip
    pages = {
        "owed, focal point": (focal, "/en/owed/"), "owed.json, focal point": (focal, "/en/owed.json"),
        "owed.ics, focal point": (focal, "/en/owed.ics"), "country owed, focal point": (focal, f"/en/countries/{code}/owed/"),
        "country owed, officer": (office, f"/en/countries/{code}/owed/"), "owed, officer": (office, "/en/owed/"),
        "owed, assessor": (assessor, "/en/owed/"), "my page, focal point": (focal, "/en/my/"),
        "country page, focal point": (focal, f"/en/countries/{code}/"),
        "country page, anybody": (Client(HTTP_HOST="localhost"), f"/en/countries/{code}/"),
    }  # fmt: skip
    print(f"{'page':<30}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'least':>9}{'queries':>9}{'KB gz':>8}")
    found = {}
    for name, (client, url) in pages.items():
        p50, p95, cpu, least, queries, size = asked(client, url)
        print(f"{name:<30}{p50:>9.1f}{p95:>9.1f}{cpu:>9.1f}{least:>9.1f}{queries:>9}{size:>8.1f}")
        found[name] = least
    at = time.perf_counter()
    sent = send_letters("real")
    again = send_letters("real")
    print(
        f"letters: {sent.letters} of {sent.notices} steps in {time.perf_counter() - at:.1f} s, asked twice; the second time {again.letters}"
    )
    return found


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    facts.load(lambda done, of, what: None)
    every = list(Area.objects.filter(kind=Area.Kind.MEMBER).order_by("code")) + list(Area.objects.filter(kind="observer"))
    every = (every + [a for a in Area.objects.countries() if a not in every])[: max(SIZES)]
    known, held, results = cycles(), 0, []
    _hat("secretariat", None)
    for size in SIZES:
        made_up(every[held:size], known)
        held = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        judged = sum(m.objects.count() for m in (Entry, Rating, ShadowJudgement))
        print(f"\n{connection.vendor}, {len(every[:size])} countries, {Commitment.objects.filter(kind='commitment').count()} commitments, "
              f"{Report.objects.count()} reports, {judged:,} judgements")  # fmt: skip
        results.append(measured(every[size - 1] if size <= len(every) else every[-1]))
    print("\nfull size over the tenth (target 1.3 at most)")
    for name, least in results[-1].items():
        print(f"{name:<30}{least / results[0][name]:>8.2f}")
