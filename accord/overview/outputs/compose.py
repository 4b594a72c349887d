"""From facts to a document in one language: same inputs, same document."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accord.calc.wordcount import count
from accord.formats.document import Document, Run, texts_of
from accord.kit.interface import direction
from accord.overview.outputs.chapters import CHAPTERS
from accord.overview.outputs.inputs import Inputs
from accord.overview.outputs.saying import Teller, day, named, number, say
from accord.overview.outputs.shapes import Shape
from accord.people.models import World

MADE_UP = _("The country, people, promises and figures of this text are made up.")
CHECK = _("Written out from records of Accord. Check it before you send it.")


def compose(inputs: Inputs, shape: Shape) -> Document:
    """In the reader's language. Parts without a block are left out."""
    language = translation.get_language() or "en"
    teller = Teller(inputs)
    parts = [part for part in (CHAPTERS[code](teller, shape) for code in shape.parts) if part.blocks]
    country = named(inputs.names)
    return Document(
        f"{country.text}: {say(shape.title).text}", language, direction(language), inputs.on, _lines(inputs), parts,
        say(CHECK).text, say(MADE_UP) if inputs.world == World.DEMO else None,
    )  # fmt: skip


def _lines(inputs: Inputs) -> list[Run]:
    report = say(
        _("From the progress report of the cycle “%(cycle)s”, published on %(day)s (%(state)s)."), inputs.url,
        cycle=named(inputs.cycle).text, day=day(inputs.published_on), state=inputs.state,
    )  # fmt: skip
    return [report, say(_("As the records stood on %(day)s."), day=day(inputs.on)), say(CHECK)]


def words_of(document: Document) -> int:
    """Of the parts that are counted."""
    return sum(count(text) for part in document.parts if part.counted for text in texts_of(part))


def words_said(words: int, shape: Shape) -> str:
    """`N of 10,700 words`, or how many where no limit is known."""
    if shape.limit:
        return str(_("%(count)s of %(limit)s words")) % {"count": number(words), "limit": number(shape.limit)}
    return str(_("Words: %(count)s; no limit is known here.")) % {"count": number(words)}
