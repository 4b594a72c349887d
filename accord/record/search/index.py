"""Writing the index, in the transaction of the card it describes."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accord.calc import normalise
from accord.record.models import Audience, Card, Mark, SearchDocument
from accord.record.search import engine
from accord.record.search.tokens import facet_tokens

if TYPE_CHECKING:
    from accord.record.actions.cards import CardText, Passage

CARD_RANK = 2**40  # cards before passages, newer before older: the id is the static rank
PARTS = 2**12


def index_card(card: Card, given: "CardText") -> None:
    unindex(SearchDocument.objects.filter(card=card))
    documents = [_document(card, f"@{language}", language, text, given) for language, text in sorted(given.title.items()) if text]
    for number, passage in enumerate(given.passages):
        documents.append(_passage(card, number, passage))
    for number, document in enumerate(documents):
        document.id = (CARD_RANK if document.part.startswith("@") else 0) + card.pk * PARTS + PARTS - 1 - number
    SearchDocument.objects.bulk_create(documents)
    engine.add(documents)


def unindex(documents: QuerySet[SearchDocument]) -> None:
    """FTS5 with external content needs the old normalised text to delete, so it goes before the rows."""
    engine.remove(list(documents))
    documents.delete()


def _document(card: Card, part: str, language: str, title: str, given: "CardText") -> SearchDocument:
    body = given.summary.get(language, "")
    if language == given.language:
        body = f"{body}\n{given.text}" if given.text else body
    title_tokens = " ".join(normalise.tokens(title, language))
    return SearchDocument(
        card=card, part=part, audience=card.audience, language=language, title=title, text=body,
        title_tokens=title_tokens,
        body_tokens=_body(card, language, card.audience, f"{title}\n{body}"),
    )  # fmt: skip


def _passage(card: Card, number: int, passage: "Passage") -> SearchDocument:
    seen_by: Audience = passage.audience or card.audience
    return SearchDocument(
        card=card, part=passage.part or str(number), audience=seen_by, language=passage.language, text=passage.text,
        body_tokens=_body(card, passage.language, seen_by, passage.text),
    )  # fmt: skip


def _body(card: Card, language: str, audience: Audience, text: str) -> str:
    return " ".join([*normalise.tokens(text, language), *facet_tokens(card, language, audience)])


def reindex() -> int:
    """Normalise every document anew (after a change of the normaliser) and rebuild both indexes."""
    count = 0
    for document in SearchDocument.objects.select_related("card__audience", "audience").iterator(chunk_size=1000):
        document.title_tokens = " ".join(normalise.tokens(document.title, document.language))
        whole = f"{document.title}\n{document.text}" if document.title else document.text
        document.body_tokens = _body(document.card, document.language, document.audience, whole)
        document.save(update_fields=["title_tokens", "body_tokens"])
        count += 1
    engine.rebuild()
    Mark.objects.update_or_create(key="normaliser", defaults={"value": normalise.VERSION})
    return count
