"""The secret key: from the environment, else made once and kept under ACCORD_HOME."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    given = os.environ.get("ACCORD_SECRET_KEY", "")
    if given:
        return given
    file = home / "secret-key"
    if not file.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        spare = home / f"secret-key.{os.getpid()}"
        spare.touch(mode=0o600)
        spare.write_text(secrets.token_urlsafe(64))
        try:
            os.link(spare, file)  # the first process to get here wins; nobody overwrites
        except FileExistsError:
            pass
        finally:
            spare.unlink()
    return file.read_text()
