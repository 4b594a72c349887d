"""The rules of the house that a linter cannot see."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    "overview": 7,
    "notices": 6,
    "accountability": 5,
    "directory": 4,
    "indicators": 4,
    "learning": 4,
    "spaces": 4,
    "discussions": 3,
    "moderation": 2,
    "record": 1,
    "people": 0,
}
CODE = [p for p in ROOT.glob("accord/**/*.py") if "migrations" not in p.parts]
TEMPLATES = list(ROOT.glob("accord/*/templates/**/*.html"))


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= 600
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


def test_no_file_is_named_for_nothing() -> None:
    assert not [p for p in CODE if p.stem in ("utils", "helpers", "common", "misc")]


def test_foreign_keys_point_down() -> None:
    for model in apps.get_models():
        if model._meta.app_label not in FLOORS:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model._meta.app_label in FLOORS:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                assert here == there or FLOORS[here] > FLOORS[there], f"{here}.{model.__name__}.{field.name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_include_from_their_own_room_or_the_kit(path: Path) -> None:
    room = path.relative_to(ROOT / "accord").parts[0]
    for used in re.findall(r"{%\s*(?:include|extends)\s+\"(\w+)/", path.read_text()):
        assert used in (room, "kit", "account", "allauth")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_have_one_first_heading_and_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    if '{% extends "kit/base.html" %}' in text and "block content" in text:
        assert len(re.findall(r"<h1[ >]", text)) == 1
    assert not re.search(r"\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", text)


def test_marked_strings_use_named_placeholders() -> None:
    for path in CODE:
        for call in re.findall(r"\b_\(\s*\"((?:[^\"\\]|\\.)*)\"", path.read_text()):
            assert not re.search(r"%[sd]|{\w*}", call), f"{path}: {call}"


def test_each_setting_and_command_is_documented() -> None:
    told = (ROOT / "docs/operate.md").read_text()
    settings = set(re.findall(r"\"(ACCORD_\w+)\"", (ROOT / "accord/config/settings.py").read_text()))
    assert not [s for s in settings if s not in told and s.replace("ACCORD_MAIL", "") not in told]
    for command in ROOT.glob("accord/*/management/commands/[a-z]*.py"):
        assert f"accord {command.stem}" in told, command.stem


def test_each_room_is_on_the_map() -> None:
    told = (ROOT / "docs/map.md").read_text()
    for room in ROOT.glob("accord/*/__init__.py"):
        assert f"`{room.parent.name}`" in told


def test_no_committed_file_names_a_package_index() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in (".txt", ".toml", ".in", ".cfg", "") and path.is_file():
            text = path.read_text(errors="replace")
            assert "--index-url" not in text, name
            assert not re.search(r"https?://[^\s\"]*/simple\b", text), name


def test_no_typed_text_goes_round_the_gate() -> None:
    """Every text field of every room's forms is gated, addresses on the web too; an office's e-mail has its own field."""
    from django import forms

    from accord.accountability import forms as accountability
    from accord.directory import forms as directory
    from accord.discussions import forms as discussions
    from accord.indicators import forms as indicators
    from accord.learning import forms as learning
    from accord.moderation import forms as moderation
    from accord.record.editing import KeptForm
    from accord.record.fields import GatedText, GatedURL
    from accord.record.sealing import forms as sealing
    from accord.spaces import forms as spaces

    checked = 0
    for module in (accountability, directory, discussions, indicators, learning, moderation, sealing, spaces):
        for form in (one for one in vars(module).values() if isinstance(one, type) and issubclass(one, KeptForm)):
            for name, field in form.base_fields.items():
                if isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField):
                    assert isinstance(field, GatedText | GatedURL), f"{form.__name__}.{name}"
                    checked += 1
    assert checked > 15
    for path in CODE:
        assert "forms.CharField(" not in path.read_text() or path.name == "fields.py" or "tests" in path.parts, path


def test_no_list_begins_in_the_words_of_django() -> None:
    """Its "- Select an option -" is in English whatever the page's language."""
    for path in (p for p in CODE if "tests" not in p.parts and "ModelChoiceField(" in p.read_text()):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "ModelChoiceField":
                assert "empty_label" in {k.arg for k in node.keywords}, f"{path}:{node.lineno}"


# Pages that axe meets elsewhere: names are drawn by lot there, or a journey makes them first.
IN_JOURNEYS = {
    "healthz", "reported/<slug:key>/", "topics/<slug:ref>/", "topics/<slug:ref>/<int:number>/", "topics/<slug:ref>/files/<int:number>/",
    "contribute/<str:token>/", "shadow-reports/<slug:ref>/", "asked/<int:number>/<slug:key>/",
}  # fmt: skip


def test_each_public_page_is_met_by_axe() -> None:
    """A new page does not come in without a visit of `tests/journeys/test_pages.py`."""
    from accord.kit.checks import all_patterns
    from tests.journeys.test_pages import PAGES

    routes = {
        re.sub(r"^\^?en/", "", str(where)) for where, one in all_patterns() if getattr(one.callback, "access", "") == "public"
    }
    pages = {r for r in routes if not re.search(r"\.\w+$", r) and not r.startswith("sdmx/")}
    assert len(pages) > 60
    met = {r for r in pages for page in PAGES if re.fullmatch(re.sub(r"<(\w+):\w+>", _part, r), page.partition("?")[0])}
    assert pages - met == IN_JOURNEYS


def _part(found: re.Match[str]) -> str:
    return ".+" if found[1] == "path" else "[^/]+"


def test_tests_write_nowhere_but_in_a_home_of_their_own() -> None:
    from django.conf import settings

    assert settings.HOME.name.startswith("accord-test-")
    assert Path(settings.CACHES["default"]["LOCATION"]).is_relative_to(settings.HOME)


def test_each_test_of_the_whole_suite_alone_is_there() -> None:
    """A stale name would put a costly test into the quick suite, or hide that it went."""
    for name in (ROOT / "tests" / "thorough.txt").read_text().split():
        file, *_, function = name.split("::")
        assert f"def {function}(" in (ROOT / file).read_text(), name
