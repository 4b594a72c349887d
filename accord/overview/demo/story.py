"""Three cycles of six fictional countries, told by the room's own actions on the days they would have happened."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from accord.accountability.actions import import_recommendations
from accord.directory.actions import (
    appoint_officer,
    check_nomination,
    nominate,
    publish_country,
    register_organisation,
    verify_organisation,
)  # fmt: skip
from accord.formats.recommendations import read_recommendations
from accord.kit import clock
from accord.overview.demo import (
    cycles,
    discussing,
    editions,
    following,
    learning,
    moderation,
    peers,
    plans,
    promises,
    sealed,
    shadows,
    spaces,
)
from accord.overview.demo.logins import give_password
from accord.people.models import Area, Organisation, Person, Role, World
from accord.record.actions import seal
from accord.record.models import Mark

HERE = Path(__file__).resolve().parent
SOURCE = "Demonstration: made up"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
type Tell = Callable[[int, int, str], None]


def table(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    moment = datetime.combine(clock.today() - timedelta(days=days), time(9, 30), tzinfo=clock.now().tzinfo)
    with clock.standing_at(moment):
        yield


def is_loaded() -> bool:
    return Mark.objects.filter(key="demo").exists()


def load(tell: Tell) -> None:
    """All in one transaction: a demonstration that was interrupted leaves nothing behind."""
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("fictional countries", _countries), ("organisations and people", _people), ("recommendations", _recommendations),
        ("action plans", plans.begin), ("commitments", promises.tell),
        ("what became of recommendations", following.tell), ("actions", plans.act), ("Pathfinding", plans.find_the_way),
        ("a pilot cycle", cycles.pilot), ("a finished cycle", cycles.first), ("an open cycle", cycles.second),
        ("shadow reports", shadows.tell), ("peer reviews", peers.tell), ("editions of the report", editions.tell),
        ("practices and reviews", learning.practices), ("adoptions", learning.adoptions),
        ("offers, needs and an exchange", learning.offers), ("platforms", spaces.tell),
        ("a commitment that carries out a joint action", promises.carry), ("discussions", discussing.tell),
        ("a discussion under the Chatham House rule", sealed.tell),
        ("reports and an appeal", moderation.tell), ("what a body of no country does", learning.of_no_country),
    )  # fmt: skip
    with transaction.atomic():
        for number, (words, step) in enumerate(steps):
            tell(number, len(steps), words)
            step()
        Mark.objects.update_or_create(key="demo", defaults={"value": "1"})
    while seal():
        pass
    tell(len(steps), len(steps), "done")


def _countries() -> None:
    with days_ago(720):
        for row in table("countries.csv"):
            names = {code: row[f"name_{code}"] for code in LANGUAGES}
            publish_country(
                Area.objects.create(
                    code=row["code"], iso3=row["code"], kind=Area.Kind.DEMO, world=World.DEMO, names=names, source=SOURCE
                )
            )


def _people() -> None:
    with days_ago(700):
        areas = {a.code: a for a in Area.objects.in_world(World.DEMO)}
        rows = list(table("people.csv"))
        people = {r["email"]: Person.objects.create_user(r["email"], None, name=r["name"], world=World.DEMO) for r in rows}
        officers = [people[r["email"]] for r in rows if r["role"] == Role.SECRETARIAT]
        for officer in officers:
            appoint_officer(officer)
        bodies: dict[str, Organisation] = {}
        for row in table("organisations.csv"):
            names = {code: row[f"name_{code}"] for code in ("en", "ar", "fr")}
            made = register_organisation(names, row["kind"], area=areas.get(row["country"]), world=World.DEMO, source=SOURCE)
            bodies[row["name_en"]] = verify_organisation(made, officer=officers[0], how="Its statutes were read.")
        for row in rows:
            _hat(people[row["email"]], row["role"], areas.get(row["country"]), bodies.get(row["organisation"]), officers)
    _waiting(people, areas)


def _hat(person: Person, role: str, area: Area | None, body: Organisation | None, officers: list[Person]) -> None:
    give_password(person)
    if role == Role.SECRETARIAT:
        return
    made = nominate(person, role, area=area, organisation=body, reason="Letter of nomination 12/A.")
    for officer, how in zip(officers, ("The letter was read.", "The office was called."), strict=False):
        check_nomination(made, officer=officer, how=how)


def _waiting(people: dict[str, Person], areas: dict[str, Area]) -> None:
    """One nomination and one organisation for officers to try."""
    with days_ago(3):
        nominate(people["member@demo.example"], Role.CONTRIBUTOR, area=areas["XAA"], reason="Letter 31/B of the ministry.")
        names = {"en": "Children of the Six Rivers", "ar": "أطفال الأنهار الستة"}
        register_organisation(names, Organisation.Kind.CSO, area=areas["XAB"], world=World.DEMO, source=SOURCE)


def _recommendations() -> None:
    """Through the importer that real files pass."""
    with days_ago(650):
        for name in ("recommendations.csv", "observations.csv"):  # of the review; of treaty bodies and others
            read = read_recommendations(HERE / name)
            told = import_recommendations(read, lambda done, of: None, world=World.DEMO, source=SOURCE)
            if told.refused:
                raise ValueError(f"Demonstration: {told.refused[0]}")
