"""`accord export-platform REF --out FILE`: a whole platform as one ZIP file, as its convener reads it."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.people.models import Capacity
from accord.record.models import Card
from accord.spaces.exporting import write_archive
from accord.spaces.models import Membership, Platform


class Command(SiteCommand):
    help = "Write a whole platform (JSON, HTML, files) into one ZIP file: what its first active convener may read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ref", help="as in its address: platforms/REF/")
        parser.add_argument("--out", required=True, help="the file to write")
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        platform = Platform.objects.ours().filter(ref=options["ref"]).first()
        rows = Membership.objects.filter(platform=platform, role=Membership.Role.CONVENER, state=Membership.State.ACTIVE)
        convener = rows.filter(capacity__in=Capacity.objects.active()).select_related("person").order_by("id").first()
        if platform is None or convener is None:
            self.stderr.write("There is no such platform here, or nobody convenes it now.")
            sys.exit(2)
        target = Path(options["out"])
        unfinished = target.with_name(f"{target.name}.part")
        with self.working(f"Writing {target.name}"), unfinished.open("wb") as out:
            told = write_archive(Card.objects.get(ref=platform.card_ref), convener.person, out)
        unfinished.replace(target)
        counts = {"items": sum(told.counts.values()), "files": told.files, "hidden": told.hidden}
        words = f"{counts['items']} things, {counts['files']} files; {counts['hidden']} hidden things were left out."
        self.stdout.write(json.dumps(counts) if options["json"] else words)
