"""What rooms say of a platform's things when all of it is taken along. A room registers one exporter at start-up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.people.models import Person
from accord.record.models import Card


@dataclass(frozen=True)
class Section:
    """A piece of a page, as somebody wrote it."""

    heading: str
    text: str
    language: str = "en"


@dataclass(frozen=True)
class ExportedFile:
    """`read` gives its bytes piece by piece; it is called once, when the file is written."""

    name: str
    read: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Exported:
    """One thing: `path` without ending ("threats/x-t1") is its own in the archive. `value`, a page's value, becomes JSON."""

    path: str
    kind_words: str
    title: str
    language: str
    value: Any
    sections: Sequence[Section] = ()
    files: Sequence[ExportedFile] = field(default=())
    template: str = ""  # shows facts of `value`, which it calls `page`, its earlier wordings and its history with them
    url: str = ""  # its place on this site, without language


# Gives, one by one, what the reader may see of what stands on the platform with this card; never all at once.
type Exporter = Callable[[Card, Person], Iterator[Exported]]
_exporters: list[Exporter] = []


def register(exporter: Exporter) -> None:
    _exporters.append(exporter)


def everything(platform: Card, reader: Person) -> Iterator[Exported]:
    for exporter in _exporters:
        yield from exporter(platform, reader)
