"""The key that checkpoints are signed with: one file under ACCORD_HOME, made by the first sealing, named after the site."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from accord.kit.private_files import made_once
from accord.record.log.note import SecretKey, secret_key

FILE = "checkpoint-key"


def own_key() -> SecretKey:
    """Raises ValueError where the file holds something else."""
    return secret_key(made_once(Path(settings.HOME) / FILE, _made))


def known_key() -> SecretKey | None:
    """As `own_key`, and nothing is made."""
    return own_key() if (Path(settings.HOME) / FILE).exists() else None


def _made() -> str:
    return SecretKey(f"{urlsplit(settings.SITE).netloc}/journal", secrets.token_bytes(32)).words + "\n"
