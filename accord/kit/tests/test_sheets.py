"""Sheets are named by what they say: kept for ever by who has them, new under a new name."""

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from accord.kit.sheets import Sheets


def test_a_gathered_sheet_is_named_by_its_content(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    with override_settings(STORAGES={**settings.STORAGES}):  # the storage is made anew
        call_command("collectstatic", verbosity=0, interactive=False)
    name = re.fullmatch(r"/static/(kit/kit\.[0-9a-f]{12}\.js)", Sheets().url("kit/kit.js"))
    assert name
    assert (tmp_path / name[1]).read_bytes() == (Path(__file__).parents[1] / "static/kit/kit.js").read_bytes()
    assert (tmp_path / f"{name[1]}.gz").exists()


def test_a_page_stands_without_gathered_sheets(tmp_path: Path) -> None:
    assert Sheets(location=str(tmp_path)).url("kit/kit.js") == "/static/kit/kit.js"
    assert isinstance(staticfiles_storage, Sheets)
