"""Pictures of pages for `docs/look/`: kept with ACCORD_SHOTS alone, cut after a few screens, in few colours."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

LOOK = Path(__file__).resolve().parents[2] / "docs" / "look"
TALLEST = {320: 900, 768: 1_800, 1440: 2_000}  # pixels: what is below repeats what is above
COLOURS = 32


def keep_picture(page: Page, name: str, width: int) -> None:
    """The page as it stands, `docs/look/<name>-<width>.png`."""
    if not os.environ.get("ACCORD_SHOTS"):
        return
    LOOK.mkdir(exist_ok=True)
    seen = Image.open(io.BytesIO(page.screenshot(full_page=width != 320))).convert("RGB")
    seen = seen.crop((0, 0, seen.width, min(seen.height, TALLEST[width])))
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(LOOK / f"{name}-{width}.png", optimize=True)
