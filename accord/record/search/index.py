"""Writing the index, in the transaction of the card it describes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from accord.calc import normalise
from accord.record.models import HELD, Audience, Card, Held, Mark, SearchDocument
from accord.record.pouring import insert
from accord.record.search import engine
from accord.record.search.tokens import Facets, facets_of, marks_of, stored_facets

if TYPE_CHECKING:
    from accord.record.actions.cards import CardText, Passage

CARD_RANK = 2**40  # cards before passages, newer before older: the id is the static rank
PARTS = 2**12
# Passages that come one by one (posts) stand behind all others, newer before older: their ids are negative, made of the rank
# that their room gives them (the row's own id) and of the card's id.
APPENDED, CARDS = -(2**62), 2**28
BATCH = 1000


def version() -> str:
    """Of all that an index is made with; `made_with` says what this database's was."""
    return f"{normalise.VERSION}.{engine.layout()}"


def made_with() -> str:
    return Mark.objects.filter(key="normaliser").values_list("value", flat=True).first() or ""


def is_outdated() -> bool:
    """Whether documents stand here that today's normaliser would index otherwise, so that words may miss them."""
    return made_with() != version() and SearchDocument.objects.exists()


def mark_version() -> None:
    Mark.objects.update_or_create(key="normaliser", defaults={"value": version()})


def thing_of(document: int) -> tuple[int, int]:
    """The card, and 0 for the card itself or the document's own id for a passage."""
    if document < 0:
        return document % CARDS, document
    return (document % CARD_RANK) // PARTS, 0 if document >= CARD_RANK else document


def index_cards(written: Sequence[tuple[Card, "CardText"]], known: Sequence[Card], held: Sequence[Held] = ()) -> None:
    """Documents and entries of the cards. `known` are those that may have documents already; what is held is kept with it."""
    if known:
        unindex(SearchDocument.objects.filter(card__in=known, id__gte=0))
    marks = marks_of(card for card, _ in written)
    documents = [document for card, given in written for document in _documents(card, given, marks.get(card.pk, ()))]
    if held:
        documents = _kept_back(documents, held)
    SearchDocument.objects.bulk_create(documents, batch_size=BATCH)
    engine.add(documents)


def _documents(card: Card, given: "CardText", marks: Sequence[str]) -> list[SearchDocument]:
    facets = facets_of(card, sorted(a.code for a in given.areas), sorted(t.code for t in given.topics), marks)
    documents = [_document(card, f"@{language}", language, text, given, facets)
                 for language, text in sorted(given.title.items()) if text]  # fmt: skip
    documents += [_passage(card, number, passage, facets) for number, passage in enumerate(given.passages)]
    for number, document in enumerate(documents):
        document.id = (CARD_RANK if document.part.startswith("@") else 0) + card.pk * PARTS + PARTS - 1 - number
    return documents


def tokens_of(passage: "Passage") -> str:
    """Its words, normalised: what may be done before the transaction that appends it."""
    return " ".join(normalise.tokens(passage.text, passage.language))


def append_passage(card: Card, passage: "Passage", rank: int, tokens: str = "") -> SearchDocument:
    """One more passage of a card, or the same anew, without a look at its others. `rank`: the room's own, higher for newer;
    between -2**34 and 2**34.

    A card that is published anew keeps its appended passages as they are. `tokens`: as `tokens_of` gave them.
    """
    return append_passages([Appended(card, passage, rank, tokens)])[0]


class Appended(NamedTuple):
    """A passage that comes one by one, as `append_passage` takes it."""

    card: Card
    passage: "Passage"
    rank: int
    tokens: str = ""


def append_passages(given: Sequence[Appended]) -> list[SearchDocument]:
    """The same for many at once."""
    facets = stored_facets({one.card.pk: one.card for one in given}.values())
    made = [_appended(one, facets[one.card.pk]) for one in given]
    insert(made)
    engine.add(made)
    return made


def _appended(one: Appended, facets: Facets) -> SearchDocument:
    card, passage = one.card, one.passage
    seen_by = passage.audience or card.audience
    return SearchDocument(
        id=APPENDED + one.rank * CARDS + card.pk, card=card, part=passage.part, audience=seen_by, language=passage.language,
        text=passage.text, body_tokens=" ".join([one.tokens or tokens_of(passage), *facets(passage.language, seen_by)]),
    )  # fmt: skip


def remove_passage(card: Card, rank: int) -> None:
    unindex(SearchDocument.objects.filter(id=APPENDED + rank * CARDS + card.pk))


def _kept_back(documents: Sequence[SearchDocument], held: Sequence[Held]) -> list[SearchDocument]:
    """Those that nothing holds; the others into the row that holds them."""
    rows = {(row.card_id, row.part): row for row in held}
    mine: dict[int, list[SearchDocument]] = {row.pk: [] for row in held}
    free: list[SearchDocument] = []
    for document in documents:
        row = rows.get((document.card_id, document.part)) or rows.get((document.card_id, ""))
        (mine[row.pk] if row else free).append(document)
    for row in held:
        row.documents = [_told(one) for one in mine[row.pk]]
        row.save(update_fields=["documents"])
    return free


def _told(document: SearchDocument) -> dict[str, Any]:
    names = ("id", "part", "audience_id", "language", "title", "text")
    return {name: getattr(document, name) for name in names}


def keep_back(row: Held) -> None:
    """What search knows of a card, or of its part, goes out of the index and into the row."""
    documents = SearchDocument.objects.filter(card=row.card_id)
    documents = documents.filter(part=row.part) if row.part else documents
    row.documents = [_told(one) for one in documents]
    row.save(update_fields=["documents"])
    unindex(documents)


def put_back(row: Held) -> None:
    """The reverse, with the tokens of today."""
    card = row.card
    facets = stored_facets([card])[card.pk]
    documents = [SearchDocument(card=card, **told) for told in row.documents]
    for document in documents:
        if document.audience.code == HELD:  # written anew while it was hidden
            document.audience = row.audience
        _normalise(document, facets(document.language, document.audience))
    SearchDocument.objects.bulk_create(documents, batch_size=BATCH)
    engine.add(documents)


def unindex(documents: QuerySet[SearchDocument]) -> None:
    """FTS5 with external content needs the old normalised text to delete, so it goes before the rows."""
    while batch := list(documents.order_by("id")[:BATCH]):
        engine.remove(batch)
        SearchDocument.objects.filter(id__in=[document.id for document in batch]).delete()


def _document(card: Card, part: str, language: str, title: str, given: "CardText", facets: Facets) -> SearchDocument:
    body = given.summary.get(language, "")
    if language == given.language:
        body = f"{body}\n{given.text}" if given.text else body
    title_tokens = " ".join(normalise.tokens(title, language))
    return SearchDocument(
        card=card, part=part, audience=card.audience, language=language, title=title, text=body,
        title_tokens=title_tokens,
        body_tokens=_body(f"{title}\n{body}", language, facets(language, card.audience)),
    )  # fmt: skip


def _passage(card: Card, number: int, passage: "Passage", facets: Facets) -> SearchDocument:
    seen_by: Audience = passage.audience or card.audience
    return SearchDocument(
        card=card, part=passage.part or str(number), audience=seen_by, language=passage.language, text=passage.text,
        body_tokens=_body(passage.text, passage.language, facets(passage.language, seen_by)),
    )  # fmt: skip


def _body(text: str, language: str, facets: Sequence[str]) -> str:
    return " ".join([*normalise.tokens(text, language), *facets])


@transaction.atomic
def reindex() -> int:
    """Normalise every document anew (after a change of the normaliser) and rebuild entries and indexes.

    Searches go on meanwhile, in the old index; writes of cards wait.
    """
    engine.hold_writers()
    found = SearchDocument.objects.select_related("card", "audience").order_by("id")
    count, last = 0, -(2**63) + 1  # below all that are appended: a rank may be negative
    while batch := list(found.filter(id__gt=last)[:BATCH]):
        last = batch[-1].id
        count += len(batch)
        facets = stored_facets([document.card for document in batch])
        engine.keep_tokens([d for d in batch if _normalise(d, facets[d.card_id](d.language, d.audience))])
    engine.rebuild()
    mark_version()
    return count


def _normalise(document: SearchDocument, facets: Sequence[str]) -> bool:
    """Set the document's tokens anew. Says whether that changed any."""
    before = (document.title_tokens, document.body_tokens)
    whole = f"{document.title}\n{document.text}" if document.title else document.text
    document.title_tokens = " ".join(normalise.tokens(document.title, document.language))
    document.body_tokens = _body(whole, document.language, facets)
    return (document.title_tokens, document.body_tokens) != before
