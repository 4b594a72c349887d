"""`accord custodian-key FILE`: make a custodian's key, on the custodian's own machine."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.record.sealing import box


class Command(BaseCommand):
    help = "Make a custodian's key. Run it on the custodian's own machine; the file never goes to the server."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where the secret half is written; an existing file is left alone")
        parser.add_argument("--json", action="store_true", help="print file, public half and fingerprint as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        secret, public = box.new_key()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as fault:
            raise CommandError(f"{path} could not be made: {fault.strerror}") from fault
        with os.fdopen(handle, "w") as file:
            file.write(secret + "\n")
        if options["json"]:
            told = {"file": str(path), "public": public, "fingerprint": box.fingerprint(public)}
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"Secret half: {path}. Keep it off the server, with a copy: without it no name is ever opened.")
        self.stdout.write(f"Public half, for an officer to register: {public}")
        self.stdout.write(f"Fingerprint, to compare on the site: {box.fingerprint(public)}")
