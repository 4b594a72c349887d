"""The secret key: from the environment, else made once and kept under ACCORD_HOME."""

import os
import secrets
from pathlib import Path

from accord.kit.private_files import made_once


def secret_key(home: Path) -> str:
    return os.environ.get("ACCORD_SECRET_KEY", "") or made_once(home / "secret-key", lambda: secrets.token_urlsafe(64))
