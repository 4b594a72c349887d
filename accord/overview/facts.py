"""The starter facts: small tables beside each room, each row with its source. Safe to interrupt and run again."""

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.db import models, transaction

from accord.directory.actions import describe_partnership, publish_country
from accord.directory.models import Claim, Conference, Prohibition, Signature, Treaty, TreatyStatus
from accord.formats.observations import read_observations
from accord.indicators.actions import ReleaseFacts, add_release, publish_indicators, rematerialise
from accord.indicators.models import (
    AcceptedSource,
    AggregationRule,
    Breakdown,
    Crosswalk,
    Family,
    Flag,
    Holding,
    Indicator,
    Origin,
    ProgressRule,
    SeriesCode,
    Target,
    UnitMeasure,
)
from accord.indicators.progress.actions import work_out
from accord.kit.texts import LANGUAGES
from accord.learning.actions import elsewhere_cards
from accord.people.models import Area, AreaAlias, World
from accord.record.actions import seal
from accord.record.models import Mark, Topic

HERE = Path(__file__).resolve().parent.parent
type Tell = Callable[[int, int, str], None]


def table(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def version() -> str:
    """Digest of all tables and of this module: another one means facts to load."""
    files = [*sorted(HERE.glob("*/facts/*")), Path(__file__)]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def are_loaded() -> bool:
    return Mark.objects.filter(key="facts", value=version()).exists()


def load(tell: Tell) -> None:
    """Each step is one transaction and writes over what it finds, so an interrupted run is simply run again."""
    steps = (areas, topics, law, conferences, partnerships, courses, indicators, core_series, progress)
    for number, step in enumerate(steps):
        tell(number, len(steps), step.__doc__ or "")
        with transaction.atomic():
            step()
    while seal():
        pass
    Mark.objects.update_or_create(key="facts", defaults={"value": version()})
    tell(len(steps), len(steps), "done")


def _texts(row: dict[str, str], prefix: str = "name") -> dict[str, str]:
    return {code: row[f"{prefix}_{code}"] for code in LANGUAGES if row.get(f"{prefix}_{code}")}


def areas() -> None:
    """countries and areas"""
    by_m49: dict[str, Area] = {}
    for row in table("people/facts/areas.csv"):
        area, _ = Area.objects.update_or_create(
            code=row["code"],
            defaults={
                "m49": row["m49"], "iso3": row["iso3"] or None, "iso2": row["iso2"], "kind": row["kind"],
                "names": _texts(row), "parent": by_m49.get(row["parent"]), "ldc": bool(row["ldc"]),
                "lldc": bool(row["lldc"]), "sids": bool(row["sids"]), "source": row["source"],
            },
        )  # fmt: skip
        by_m49[row["m49"] or row["code"]] = area
    codes = {a.code: a for a in Area.objects.all()}
    others: dict[str, list[str]] = {}
    for row in table("people/facts/aliases.csv"):
        AreaAlias.objects.update_or_create(alias=row["alias"], defaults={"area": codes[row["code"]], "source": row["source"]})
        others.setdefault(row["code"], []).append(row["alias"])
    for area in Area.objects.countries().in_world("real"):
        publish_country(area, others.get(area.code, ()))


def topics() -> None:
    """topics"""
    for number, row in enumerate(table("record/facts/topics.csv")):
        Topic.objects.update_or_create(
            code=row["code"],
            defaults={"scheme": row["scheme"], "names": _texts(row), "source": row["source"], "position": number},
        )


def law() -> None:
    """law and treaties"""
    codes = {a.code: a for a in Area.objects.all()}
    treaties = {}
    for number, row in enumerate(table("directory/facts/treaties.csv")):
        treaties[row["code"]], _ = Treaty.objects.update_or_create(
            code=row["code"],
            defaults={"names": _texts(row), "adopted": row["adopted"], "source": row["source"], "position": number},
        )
    TreatyStatus.objects.bulk_create(
        [
            TreatyStatus(
                area=codes[r["iso3"]], treaty=treaties[r["treaty"]], status=r["status"],
                year=r["year"] or None, source=r["source"],
            )
            for r in table("directory/facts/treaty_status.csv")
        ],
        update_conflicts=True, unique_fields=["area", "treaty"], update_fields=["status", "year", "source"],
    )  # fmt: skip
    for row in table("directory/facts/corporal_punishment.csv"):
        Prohibition.objects.update_or_create(
            area=codes[row["iso3"]],
            defaults={"year": row["year"], "note": row["note"], "source": row["source"], "as_of": row["as_of"]},
        )
    for row in table("directory/facts/signatories.csv"):
        Signature.objects.update_or_create(
            area=codes[row["iso3"]], what=row["what"], defaults={"dated": row["date"], "source": row["source"]}
        )


def conferences() -> None:
    """conferences"""
    codes = {a.code: a for a in Area.objects.filter(iso3__isnull=False)}
    held = {}
    for row in table("directory/facts/conferences.csv"):
        given = {name: row[name] for name in ("place", "starts", "ends", "hosts", "url", "source", "as_of")}
        held[row["slug"]], _ = Conference.objects.update_or_create(slug=row["slug"], defaults={"names": _texts(row), **given})
        Signature.objects.filter(what=row["call"]).update(conference=held[row["slug"]])
    Claim.objects.all().delete()
    Claim.objects.bulk_create(
        Claim(
            conference=held[r["conference"]], area=codes[r["iso3"]] if r["iso3"] else None, subject=r["subject"],
            words=r["words"], listed=r["listed"] == "1", source=r["source"], url=r["url"], as_of=r["as_of"],
        )
        for r in table("directory/facts/conference_claims.csv")
    )  # fmt: skip


def _parts(cell: str) -> list[str]:
    return [one for one in cell.split(";") if one]


def _topics_of(row: dict[str, str]) -> list[Topic]:
    return list(Topic.objects.filter(code__in=_parts(row["topics"])))


def partnerships() -> None:
    """partnerships"""
    for row in table("directory/facts/partnerships.csv"):
        given = {
            "names": _texts(row), "mandate": _texts(row, "mandate"), "supplements": _texts(row, "supplements"),
            "host": row["host"], "host_from": row["host_from"], "host_until": row["host_until"], "url": row["url"],
            "countries_source": row["countries_source"], "source": row["source"], "as_of": date.fromisoformat(row["as_of"]),
        }  # fmt: skip
        codes = [code for code in row["countries"].split(";") if code]
        describe_partnership(row["slug"], given, countries=list(Area.objects.filter(code__in=codes)), topics=_topics_of(row))


def courses() -> None:
    """courses elsewhere"""
    elsewhere_cards()


def indicators() -> None:
    """indicators"""
    _vocabularies()
    families = {f.code: f for f in Family.objects.all()}
    units = {u.code: u for u in UnitMeasure.objects.all()}
    told = []
    for number, row in enumerate(table("indicators/facts/indicators.csv")):
        indicator, _ = Indicator.objects.update_or_create(
            code=row["code"],
            defaults={
                "names": _texts(row), "sdg": row["sdg"], "population": row["population"], "unit": row["unit"],
                "direction": row["direction"], "custodian": row["custodian"], "core": bool(row["core"]),
                "note": row["note"], "source": row["source"], "position": number, "definition": row["definition"],
                "unit_measure": units[row["unit_measure"]], "family": families.get(row["family"]), "forms": _parts(row["forms"]),
                "expected_breakdowns": _parts(row["expected_breakdowns"]), "breakdowns_source": row["breakdowns_source"],
                "comparability": row["comparability"],
            },
        )  # fmt: skip
        for code in row["series"].split(";"):
            SeriesCode.objects.update_or_create(code=code, defaults={"indicator": indicator})
        told.append((indicator, _topics_of(row)))
    publish_indicators(told)
    _rules()


def _vocabularies() -> None:
    """Families, units and breakdowns: what indicators point to."""
    for row in table("indicators/facts/families.csv"):
        Family.objects.update_or_create(
            code=row["code"], defaults={"names": _texts(row), "position": row["position"], "source": row["source"]}
        )
    for row in table("indicators/facts/units.csv"):
        aliases = list(dict.fromkeys([row["code"], row["unit"], row["unsd"], row["unicef"], *_parts(row["aliases"])]))
        UnitMeasure.objects.update_or_create(
            code=row["code"],
            defaults={
                "unit": row["unit"], "names": _texts(row), "aliases": aliases, "lower": row["lower"] or None,
                "upper": row["upper"] or None, "source": row["source"],
            },
        )  # fmt: skip
    for row in table("indicators/facts/breakdowns.csv"):
        headings = [h for h in (row["unsd"], row["unicef"], *_parts(row["headings"])) if h]
        Breakdown.objects.update_or_create(
            code=row["code"],
            defaults={
                "names": _texts(row), "headings": headings, "position": row["position"], "source": row["source"],
            },
        )  # fmt: skip
    for row in table("indicators/facts/flags.csv"):
        Flag.objects.update_or_create(code=row["flag"], defaults={"meaning": row["meaning"], "source": row["source"]})


RULES: dict[str, type[models.Model]] = {
    "crosswalk": Crosswalk, "targets": Target, "aggregation_rules": AggregationRule, "accepted_sources": AcceptedSource,
    "progress_rules": ProgressRule,
}  # fmt: skip


def _rules() -> None:
    """What holds of indicators, anew from the tables: nothing points to these rows, and a row taken out of a table is gone."""
    known: dict[str, dict[str, models.Model]] = {
        "indicator": {i.code: i for i in Indicator.objects.all()},
        "area": {a.code: a for a in Area.objects.filter(iso3__isnull=False)},
    }
    for name, model in RULES.items():
        model._default_manager.all().delete()
        rows = table(f"indicators/facts/{name}.csv")
        model._default_manager.bulk_create([model(**_typed(model, row, known)) for row in rows])
    for one in AcceptedSource.objects.order_by("-pk"):
        origins = Origin.objects.filter(name=one.name, area=None, world=World.REAL)
        if not (one.area and Origin.objects.filter(name=one.name, area=one.area).exists()):
            origins.update(role=one.role, area=one.area)


def _typed(model: type[models.Model], row: dict[str, str], known: dict[str, dict[str, models.Model]]) -> dict[str, object]:
    """A row's cells as the model's fields want them: an empty number is none, an empty text is empty."""
    typed: dict[str, object] = {}
    for name, cell in row.items():
        if name in known:
            typed[name] = known[name][cell] if cell else None
        elif isinstance(model._meta.get_field(name), models.CharField | models.TextField):
            typed[name] = cell
        else:
            typed[name] = float(cell) if cell else None
    return typed


def core_series() -> None:
    """core figures"""
    path = HERE / "indicators/facts/core_series.csv"
    told = tomllib.loads(path.with_suffix(".source.toml").read_text())
    read = read_observations(path)
    facts = ReleaseFacts(
        told["source"], told["licence"], told["url"], told["date"], path.name,
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )  # fmt: skip
    result = add_release(facts, read)
    if result.refused:
        raise ValueError(f"Starter facts: {result.refused[0]}")
    if Holding.objects.exists() and not Holding.objects.filter(current=True).exists():
        rematerialise()  # a site whose figures just moved to Parquet


def progress() -> None:
    """progress and regional figures"""
    work_out()  # targets and rules may be others now
