"""Tagged PDFs, set by typst. Text goes in as data, never as markup; no clock, no font of the machine."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.overview.printing.press import NO_GLYPH

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent  # what a template may include from: its own folder, and the style that all share
CHINESE = Path("/usr/share/fonts/opentype/noto")  # Debian's fonts-noto-cjk, where it is installed
CHINESE_FONTS = ["Noto Sans CJK SC", "Noto Sans SC"]
LONGEST = 300  # seconds
HAN = re.compile("[\u3400-\u9fff\uff01-\uff60]")


class MissingGlyph(Exception):
    """A text holds a character that no font at hand draws."""


def print_pdf(template: Path, data: Mapping[str, Any], dated: date) -> bytes:
    """The template's pages with these data (`style.typ` reads them). Same data, same bytes."""
    told = json.dumps(data, ensure_ascii=False, sort_keys=True)
    extra = [str(one) for one in (CHINESE, settings.HOME / "fonts") if one.is_dir()] if HAN.search(told) else []
    asked = {
        "template": str(template), "root": str(ROOT), "fonts": [str(HERE / "fonts"), *extra],
        "inputs": {"report": told, "fonts": json.dumps(CHINESE_FONTS if extra else [])},
        "at": datetime.combine(dated, time(), UTC).isoformat(),
    }  # fmt: skip
    press = [sys.executable, "-I", str(HERE / "press.py")]
    done = subprocess.run(press, input=json.dumps(asked).encode(), capture_output=True, timeout=LONGEST, check=False)
    if done.returncode == NO_GLYPH:
        raise MissingGlyph(_missing(done.stderr.decode().strip()))
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    return done.stdout


def proof_words() -> dict[str, str]:
    """What `proof` of the shared style says, which stands in the body of what has a checkpoint in its foot."""
    words = _("proof that its acts stand in the journal as they were written, to be checked without this site.")
    return {"verify": _("Verify"), "verify_words": words}


def _missing(shown: str) -> str:
    characters = sorted({c for c in shown if ord(c) > 0x7F}) or [shown]
    said = {"characters": ", ".join(f"{c} (U+{ord(c[0]):04X})" for c in characters)}
    return _("No font at hand draws %(characters)s. Install Debian's fonts-noto-cjk for Chinese, or take the HTML report.") % said
