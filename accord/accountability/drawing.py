"""Parts of pages over many records, drawn once for a state of the journal: the same for every reader who sees the same."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from accord.indicators.drawing.pages import kept
from accord.indicators.reads import state
from accord.kit import clock
from accord.record.reads import journal_state


def drawn(templates: Mapping[str, str], make: Callable[[], Any], *, key: str = "", **more: Any) -> Mapping[str, str]:
    """The parts by name, of the page's value that `make` gives; with a `key` kept until anything is done or published, or a day.

    What depends on the reader, or on whatever an address may ask for, has no key and is drawn anew.
    """

    def draw() -> Mapping[str, str]:
        given = {"page": make(), "language": translation.get_language() or "en", **more}
        return {name: render_to_string(f"accountability/{template}.html", given) for name, template in templates.items()}

    return kept(key, _state(), draw) if key else draw()


def _state() -> str:
    """Each write leaves an event; figures and facts have a state of their own; what is late changes with the day."""
    newest = journal_state()
    return f"{newest}:{state()}:{clock.today()}"
