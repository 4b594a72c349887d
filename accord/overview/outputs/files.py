"""An output as a page's value and as files, from facts that are kept for as long as nothing changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import caches
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access
from accord.accountability.models import Report
from accord.calc.canonical import time_text
from accord.formats.document import Document
from accord.formats.docx import write_docx
from accord.indicators.reads import state
from accord.kit import clock
from accord.kit.pages import plain
from accord.overview.outputs.compose import compose, words_of, words_said
from accord.overview.outputs.gather import gather
from accord.overview.outputs.inputs import Inputs
from accord.overview.outputs.shapes import SHAPES, Shape
from accord.overview.printing import MissingGlyph, print_pdf
from accord.record.log.proofs import NewestCheckpoint, newest_checkpoint
from accord.record.models import Reader
from accord.record.reads import journal_state

TEMPLATE = Path(__file__).resolve().parent / "template.typ"
HOUR = 3600
FORMATS = ("docx", "pdf", "csv", "json")


@dataclass(frozen=True)
class ShapeLine:
    """`limit` is None where no limit is known here."""

    code: str
    title: str
    about: str
    words: int
    limit: int | None
    words_said: str
    limit_words: str
    url: str
    over: bool
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True)
class UsePage:
    ref: str
    url: str
    area: dict[str, str]
    area_url: str
    cycle: dict[str, str]
    world: str
    shapes: list[ShapeLine]


@dataclass(frozen=True)
class OutputPage:
    ref: str
    url: str
    area: dict[str, str]
    world: str
    shape: ShapeLine
    document: Document


def use_page(ref: str, user: Reader) -> UsePage:
    report = access.to_use(user, ref)
    inputs = kept_inputs(report)
    lines = [_line(report, shape, compose(inputs, shape)) for shape in SHAPES.values()]
    return UsePage(report.ref, report.url, report.area.names, report.area.url, report.cycle.names, report.area.world, lines)


def output_page(ref: str, shape: str, user: Reader) -> OutputPage:
    report, found = _asked(ref, shape, user)
    document = compose(kept_inputs(report), found)
    return OutputPage(report.ref, report.url, report.area.names, report.area.world, _line(report, found, document), document)


def _asked(ref: str, shape: str, user: Reader) -> tuple[Report, Shape]:
    report = access.to_use(user, ref)
    if shape not in SHAPES:
        raise Http404
    return report, SHAPES[shape]


def _line(report: Report, shape: Shape, document: Document) -> ShapeLine:
    words = words_of(document)
    return ShapeLine(
        shape.code, str(shape.title), str(shape.about), words, shape.limit, words_said(words, shape), str(shape.limit_words),
        f"{report.url}use/{shape.code}/", shape.limit is not None and words > shape.limit,
    )  # fmt: skip


def as_docx(ref: str, shape: str, user: Reader) -> bytes:
    report, found = _asked(ref, shape, user)
    return write_docx(compose(kept_inputs(report), found))


def as_pdf(ref: str, shape: str, user: Reader) -> bytes:
    """Raises MissingGlyph where no font at hand draws what it says. Kept: to set it takes a second."""
    report, found = _asked(ref, shape, user)
    held = newest_checkpoint()
    key = f"pdf:{found.code}:{held.size if held else 0}"
    made = _kept(key, report, lambda: _set_or_why_not(compose(kept_inputs(report), found), held))
    if isinstance(made, str):
        raise MissingGlyph(made)
    return made


def _set_or_why_not(document: Document, held: NewestCheckpoint | None) -> bytes | str:
    """What cannot be set is tried once, too."""
    try:
        return set_pdf(document, held)
    except MissingGlyph as missing:
        return str(missing)


def set_pdf(document: Document, held: NewestCheckpoint | None = None) -> bytes:
    """Raises MissingGlyph. The same document under the same checkpoint, the same bytes."""
    at = document.dated
    said = _("Journal at this report: %(size)s lines, root:") % {"size": held.size} if held else ""
    told = plain(document) | {
        "date": [at.year, at.month, at.day], "site": "", "labels": {"footer": document.footer, "checkpoint": said},
        "checkpoint": {"root": held.root, "hour": time_text(held.at)} if held else None,
    }  # fmt: skip
    return print_pdf(TEMPLATE, told, document.dated)


def facts(ref: str, shape: str, user: Reader) -> tuple[Inputs, Shape]:
    report, found = _asked(ref, shape, user)
    return kept_inputs(report), found


def kept_inputs(report: Report) -> Inputs:
    """Gathered once for a state of the journal and of the figures, a day and a language: the same for every reader."""
    return _kept("inputs", report, lambda: gather(report))


def _kept[T](what: str, report: Report, make: Callable[[], T]) -> T:
    newest = journal_state()
    day, language = clock.today().isoformat(), translation.get_language()
    key = f"output:{what}:{report.ref}:{report.state}:{language}:{day}:{newest}:{state()}".replace(" ", "_")
    found: T | None = caches["reports"].get(key)
    if found is None:
        found = make()
        caches["reports"].set(key, found, HOUR)
    return found
