"""What is made ready before a transaction begins: words drawn and normalised, files written anew, who speaks."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from accord.kit.markdown import render
from accord.people.models import Capacity, Person
from accord.record.actions import Passage, accept_attachment
from accord.record.search import index


@dataclass(frozen=True)
class Words:
    """Text that passed the gate, as it is drawn and as it is found."""

    text: str
    language: str
    rendered: str
    tokens: str

    def passage(self, part: str) -> Passage:
        return Passage(part, self.text, self.language)


def drawn(text: str, language: str) -> Words:
    return Words(text, language, str(render(text)), index.tokens_of(Passage("", text, language)))


@dataclass(frozen=True)
class Attached:
    """`words`: what a picture shows, or what a document is called; `pieces`: sheets or pages of a document."""

    words: str
    kind: str
    data: bytes
    sha256: str
    pieces: int = 0


def attached(upload: "UploadedFile[bytes]", words: str, *, pictures_alone: str = "") -> Attached:
    """Drawn or written anew: what a camera or an office wrote beside it (place, time, name) is gone. `pictures_alone`: why
    nothing else is taken. Raises ValidationError."""
    made = accept_attachment(upload, pictures_alone=pictures_alone)
    return Attached(words, made.kind, made.data, hashlib.sha256(made.data).hexdigest(), made.pieces)


@dataclass(frozen=True)
class Author:
    """As rows and events hold them: a person in a capacity or in their own name, or a mark and what others see."""

    person: Person | None
    capacity: Capacity | None
    mark: str = ""
    alias: str = ""


def speaking(person: Person, hat: Capacity | None, *, topic: str, chatham: bool) -> Author:
    """Under one's name. Where names are sealed nothing is written but by `actions/sealed.py`."""
    if chatham:
        raise ValueError(f"In {topic} names are sealed")
    return Author(person, hat)
