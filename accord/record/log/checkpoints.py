"""Checkpoints: made where a sealing ends, kept as a row and as a file that outlives the database's own history."""

import os
from datetime import UTC
from pathlib import Path

from django.conf import settings

from accord.calc.canonical import time_text
from accord.kit import clock
from accord.record.log import note
from accord.record.log.keys import own_key
from accord.record.models import Checkpoint

FOLDER = "checkpoints"


def folder() -> Path:
    return Path(settings.HOME) / FOLDER


def file_of(size: int) -> Path:
    """Names sort as numbers do."""
    return folder() / f"{size:012d}.txt"


def newest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def make_checkpoint(size: int, root: bytes) -> Checkpoint:
    """In the transaction that sealed; its file follows once that is done (`write_files`).

    Its time is the hour, as of lines: who watches the list learns no minute of an act from it.
    """
    at = clock.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    secret = own_key()
    text = note.signed(note.Told(secret.name, size, root, time_text(at)), secret)
    return Checkpoint.objects.create(size=size, at=at, key=secret.key.words, note=text)


def write_files(batch: int = 500) -> None:
    """A file for each row that has none, from the newest back to the first that is there: a write that failed is made up for."""
    below = None
    while True:
        rows = Checkpoint.objects.order_by("-size")
        rows = rows.filter(size__lt=below) if below is not None else rows
        found = list(rows[:batch])
        for row in found:
            if file_of(row.size).exists():
                return
            _write(file_of(row.size), row.note)
        if len(found) < batch:
            return
        below = found[-1].size


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and on the disk: a file cut short would read as a fault of the journal."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    spare = file.with_suffix(f".{os.getpid()}")
    spare.touch(mode=0o600)
    with spare.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    spare.replace(file)
