"""The choices of the list of recommendations, kept by each process until one of them is written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from accord.accountability.models import Heading, Recommendation
from accord.accountability.reads.filters import Filter, Option, choices_of, countries_of, filter_of
from accord.calc.normalise import fold
from accord.kit.interface import direction
from accord.kit.texts import Text, pick
from accord.record.cached import blocks
from accord.record.models import Topic

COLUMNS = ("body", "response", "progress")
SCHEMES = {"theme": "theme", "persons": "persons", "sdg": "goal", "inspire": "strategy", "cycle": "cycle"}
UNTOLD = "untold"


def recommendation_filters(asked: Mapping[str, str], world: str) -> list[Filter]:
    """One query where the choices are kept, four where they are made."""

    def ask() -> list[Filter]:
        return [replace(f, html=_html(f.options)) for f in _filters(world)]

    filters = blocks.copied(("recommendations", world, translation.get_language() or "en"), ask)
    chosen = {name: asked.get(name, "") for name in ("country", *COLUMNS, *SCHEMES)} | {
        "country": asked.get("country", "").upper()
    }
    return [replace(f, chosen=chosen[f.name]) for f in filters]


def _filters(world: str) -> list[Filter]:
    names = {t.code: pick(t.names) for t in Topic.objects.filter(scheme__in=("sdg", "inspire"))}
    of: dict[str, list[Option]] = {name: [] for name in SCHEMES}
    by_scheme = {scheme: name for name, scheme in SCHEMES.items()}
    for h in Heading.objects.filter(world=world):
        of[by_scheme[h.scheme]].append(_option(h, names))
    for name, options in of.items():
        options.sort(key=lambda o: (_numbers(o.code) if name in ("sdg", "cycle") else (), fold(o.words)))
    told = [*choices_of(Recommendation.Progress.choices), Option(UNTOLD, _("Nothing told yet"))]
    return [
        filter_of("country", countries_of(world), {}),
        filter_of("body", choices_of(Recommendation.Body.choices), {}),
        filter_of("response", choices_of(Recommendation.Response.choices), {}),
        filter_of("progress", told, {}),
        *(filter_of(name, of[name], {}) for name in SCHEMES),
    ]


def _option(h: Heading, names: Mapping[str, Text]) -> Option:
    if h.scheme == Heading.Scheme.CYCLE:
        return Option(h.code, _("Cycle %(number)s") % {"number": h.code})
    if h.scheme == Heading.Scheme.GOAL:
        name = names.get(f"sdg-{h.code}")
        return Option(h.code, f"SDG {h.code} – {name}", name.lang) if name else Option(h.code, f"SDG {h.code}")
    name = names.get(h.code)
    return Option(h.code, str(name), name.lang) if name else Option(h.code, h.code, "en")


def _numbers(code: str) -> tuple[str, ...]:
    """16.2 after 5.3; 4.a after 4.2."""
    return tuple(part.rjust(3, "0") for part in code.split("."))


def _html(options: Iterable[Option]) -> str:
    return str(format_html_join("", '<option value="{}"{}>{}</option>', ((o.code, _written(o.lang), o.words) for o in options)))


def _written(lang: str) -> str:
    return format_html(' lang="{}" dir="{}"', lang, direction(lang)) if lang else ""
