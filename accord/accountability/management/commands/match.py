"""`accord match`: propose which recommendations to a country ask for the same. People confirm; nothing is public before."""

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.db.models import Count

from accord.accountability.actions import propose_clusters
from accord.accountability.models import Cluster
from accord.kit.commands import SiteCommand
from accord.people.models import Area


class Command(SiteCommand):
    help = "Propose which recommendations ask for the same: accord match KEN, or accord match for all countries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("country", nargs="?", default="", help="ISO 3166 alpha-3 code; all countries without one")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["country"].upper()
        areas = Area.objects.filter(recommendations__isnull=False).distinct().order_by("code")
        wanted = list(areas.filter(iso3=code) if code else areas)
        if code and not wanted:
            self.stderr.write(f"No recommendation to “{code}” is held here. Expected a country's ISO 3166 alpha-3 code.")
            sys.exit(2)
        told = {}
        for number, area in enumerate(wanted, start=1):
            told[area.code] = propose_clusters(area)
            self.progress(number, len(wanted))
        proposed = sum(told.values())
        across = across_cycles(wanted)
        self.stderr.write(f"{len(told)} countries compared, {proposed} proposals stand, for their focal points to decide.")
        self.stderr.write(f"{across} of them join recommendations of several cycles.")
        if options["json"]:
            self.stdout.write(json.dumps({"countries": len(told), "proposed": proposed, "across_cycles": across}))


def across_cycles(areas: list[Area]) -> int:
    """Proposals whose members are of two cycles of review and more: what was asked for again."""
    waiting = Cluster.objects.filter(area__in=areas, state=Cluster.State.PROPOSED)
    cycles = Count("members__recommendation__cycle", distinct=True)
    return waiting.annotate(cycles=cycles).filter(cycles__gt=1).count()
