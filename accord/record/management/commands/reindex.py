"""`accord reindex`: normalise and index every search document anew."""

import json
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.record.models import SearchDocument
from accord.record.search.index import reindex


class Command(SiteCommand):
    help = "Build the search index anew (after an upgrade that changed the normaliser)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with self.working(f"Indexing {SearchDocument.objects.count():,} documents"):
            count = reindex()
        self.stdout.write(json.dumps({"documents": count}) if options["json"] else f"{count} documents indexed.")
