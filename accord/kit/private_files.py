"""What a site holds is its owner's alone: names in the database, mails, the key that signs sessions."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

FILES = ("accord.sqlite3", "accord.sqlite3-wal", "accord.sqlite3-shm", "secret-key", "checkpoint-key", "mail/*")
FOLDERS = (".", "mail", "files", "cache")


def keep_private(home: Path) -> None:
    """Take from group and others what an earlier version or another program left open. New files: see `__main__`."""
    for path, mode in _closed(home):
        if path.stat().st_mode & 0o077 and not path.is_symlink():
            path.chmod(mode)


def made_once(file: Path, make: Callable[[], str]) -> str:
    """The text of a secret file; what `make` gives where there was none. The first process to get here wins."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        spare = file.with_name(f"{file.name}.{os.getpid()}")
        spare.touch(mode=0o600)
        spare.write_text(make())
        try:
            os.link(spare, file)  # nobody overwrites
        except FileExistsError:
            pass
        finally:
            spare.unlink()
    return file.read_text()


def _closed(home: Path) -> Iterator[tuple[Path, int]]:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        if (home / name).is_dir():
            yield home / name, 0o700
    for name in FILES:
        for path in home.glob(name):
            if path.is_file():
                yield path, 0o600
