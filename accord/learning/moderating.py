"""What moderation asks of this room: whose a thing is, and how words are taken out of it."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.discussions.reads.lists import cards_on
from accord.learning.access import owner_hat
from accord.learning.access.hats import stands_apart
from accord.learning.actions.cards import acting_for_party, adoption_card, exchange_card
from accord.learning.actions.practices import write as write_practice
from accord.learning.actions.proving import tie_evidence
from accord.learning.actions.telling import tell_of_adoption, tell_of_exchange, tell_of_offer, tell_of_practice
from accord.learning.models import Adoption, Evidence, Exchange, Offer, Practice, Question, Review, Revision
from accord.learning.models.practices import TEXTS
from accord.moderation.access import author_of, is_authors
from accord.moderation.kinds import Wording, register
from accord.moderation.masking import earlier, erase_from_journal, mask_within, masked, without
from accord.people.models import Capacity, Person
from accord.record.models import Card, Event, Reader

type Row = Practice | Adoption | Offer | Exchange
type Writer = tuple[str, Person | None, Capacity | None]  # with the part whose case is theirs, "" for the card's own
type Places = dict[str, tuple[Any, str]]  # by its name, where a text stands: a row and its field
MODELS: dict[str, type[Any]] = {
    "practice": Practice, "adoption": Adoption, "offer": Offer, "need": Offer, "exchange": Exchange,
}  # fmt: skip
OWN = ("title", "summary", *TEXTS, "cost_covers", "changed", "evidence", "text", "plan", "reason")
BESIDE: dict[type[Any], dict[str, tuple[str, ...]]] = {  # rows of a thing, with their texts
    Practice: {
        "evidence": ("title", "url", "note"), "updates": ("text",), "ratings": ("reasons",),
        "reviews": ("declaration", "strengths", "gaps", "reasons"), "questions": ("text", "answer"),
    },
    Adoption: {"questions": ("text", "answer")},
    Exchange: {"notes": ("text", "used")},
}  # fmt: skip

# Parts that fewer read than the card. A question and its answer have two authors.
PARTS: dict[str, str | Promise] = {"questions": _("Question"), "answers": _("Answer"), "reviews": _("Review")}
PLACES: dict[str, str | Promise] = {
    "title": _("Title"), "summary": _("In short"), "problem": _("The problem"), "context": _("Where and for whom"),
    "done": _("What was done"), "staffing": _("Who it takes"), "results": _("What came of it"),
    "failed": _("What did not work"), "adapt": _("How to adapt it"), "cost_covers": _("What the cost covers"),
    "changed": _("What you changed, and why"), "evidence": _("Evidence"), "text": _("Text"), "plan": _("Plan"),
    "reason": _("Reason"), "reasons": _("Reasons"), "url": _("Where it stands"), "note": _("What it found, and how"),
    "updates/text": _("What became of it since"), "ratings": _("Rating"), "reviews": _("Review"),
    "declaration": _("Interests that could conflict"), "strengths": _("What it does well"),
    "gaps": _("What is missing or doubtful"), "questions/text": _("Question"), "questions/answer": _("Answer"),
    "notes": _("Note"), "used": _("What is done differently since"),
    "revisions/reason": _("Why it changes"),
}  # fmt: skip
NOBODY: Writer = ("", None, None)  # none but the author
_PART = re.compile(r"(questions|answers|reviews)/([1-9]\d{0,8})")


def _row(card: Card) -> Any:
    return MODELS[card.kind]._default_manager.select_for_update(of=("self",)).get(ref=card.ref.partition("/")[2])


def _of_part(card: Card, part: str) -> Question | Review | None:
    hit = _PART.fullmatch(part)
    if hit is None or card.kind not in (("practice",) if hit[1] == "reviews" else ("practice", "adoption")):
        return None
    model: type[Question] | type[Review] = Review if hit[1] == "reviews" else Question
    rows: Any = model._default_manager.filter(**{f"{card.kind}__ref": card.ref.partition("/")[2]}, pk=int(hit[2]))
    tied = ("by__person",) if model is Review else ("person", "asked_as", "answered_as__person")
    found: Question | Review | None = rows.select_related(*tied).first()
    return found


def has_part(user: Reader, card: Card, part: str) -> bool:
    """A question, or its answer, that the reader may read. All else is public and reported with the card."""
    one = _of_part(card, part)
    if not isinstance(one, Question) or (part.startswith("answers/") and not one.answered_on):
        return False
    return one.person_id == user.pk or owner_hat(user, one.to) is not None


def part_at(user: Reader, card: Card, path: str) -> str:
    """On the page of a question the question."""
    part = "/".join(path.removeprefix(card.url).split("/")[:2])
    return part if has_part(user, card, part) else ""


def part_words(part: str) -> str:
    return str(PARTS.get(part.partition("/")[0], part))


def words(card: Card, part: str) -> tuple[str, str]:
    one = _of_part(card, part)
    if not isinstance(one, Question):
        return card.language, ""
    return (one.answer_language, one.answer) if part.startswith("answers/") else (one.language, one.text)


def closed(card: Card, part: str) -> bool:
    one = _of_part(card, part)
    return one is not None and _unread(one)


def own(user: Reader, card: Card, part: str) -> bool:
    """Nobody of either side judges a question or its answer; of a review none of its peer's country."""
    one = _of_part(card, part)
    if isinstance(one, Question):
        return not stands_apart(user, one.to) or is_authors(user, one.person, one.asked_as)
    return one is not None and one.by is not None and is_authors(user, one.by.person, one.by)


def together(part: str) -> bool:
    """A review goes out of sight with its practice alone."""
    return part.startswith("reviews/")


def author_of_part(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    one = _of_part(card, part) if part else None
    return _writer(one, "answer" if part.startswith("answers/") else "text")[1:] if one is not None else author(card, "")


def _writer(one: Any, field: str) -> Writer:
    """Of what stands beside a thing. Without a hat nobody but the writer hears of it, as nobody else of theirs reads it."""
    if isinstance(one, Question):
        person = one.person if field == "text" else one.answered_as.person if one.answered_as else None
        return f"{'questions' if field == 'text' else 'answers'}/{one.pk}", person, None
    hat: Capacity | None = getattr(one, "by", None)
    if isinstance(one, Review) and _unread(one):
        return f"reviews/{one.pk}", hat.person if hat else None, None
    return "", hat.person if hat else None, hat


def _writers(card: Card, places: Places, author: Person | None) -> dict[str, Writer]:
    """Who wrote what stands there and is not the author's: by the name of its place."""
    found = {name: _writer(one, field) for name, (one, field) in places.items() if "/" in name}
    if "reason" in places and (told := _text(places["reason"])):
        act = Event.objects.filter(card=card, redacted=False, body__reason=told).select_related("capacity__person").last()
        hat = act.capacity if act else None
        found["reason"] = "", hat.person if hat else None, hat
    return {name: told for name, told in found.items() if told[1] is not None and (told[0] or told[1] != author)}


def author(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    """The contact: who wrote it, or whom it was handed over to."""
    row = MODELS[card.kind]._default_manager.select_related("contact__person").get(ref=card.ref.partition("/")[2])
    return (row.contact.person if row.contact else None), row.contact


def author_of_exchange(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    """Of the side whose plan it is: who acted for it first. A mask may have erased who that was; then who acts for it now."""
    row = Exchange.objects.select_related("giver", "taker", "giver_body", "taker_body").get(ref=card.ref.partition("/")[2])
    hats = acting_for_party(row.proposer)
    acts = Event.objects.filter(card=card, capacity__in=hats).select_related("capacity__person").order_by("id")
    hat = next((act.capacity for act in acts[:1]), None) or next(iter(hats), None)
    return (hat.person if hat else None), hat


def along(card: Card) -> list[Card]:
    """An exchange has the title of the offer that it came from."""
    return list(Card.objects.filter(kind="exchange", links__other=card, links__relation="responds_to").distinct())


def changed(card: Card, part: str) -> None:
    """Adoptions are found by the title of what they come from, while that may be read."""
    rows = Adoption.objects.filter(practice__ref=card.ref.partition("/")[2])
    for adoption in rows.select_related("practice", "area", "place", "owner"):
        adoption_card(adoption)


def _places(card: Card, row: Row, part: str = "") -> Places:
    """All that somebody typed: its own by their name, of rows beside it as `updates/7/text`; why it was changed, too. Of a part
    its own alone."""
    found: Places = {name: (row, name) for name in OWN if isinstance(getattr(row, name, None), str)}
    rows: dict[str, tuple[Any, tuple[str, ...]]] = {"revisions": (Revision.objects.filter(card=card), ("reason",))}
    rows |= {related: (getattr(row, related).all(), names) for related, names in BESIDE.get(type(row), {}).items()}
    for related, (beside, names) in rows.items():
        found |= {f"{related}/{one.pk}/{name}": (one, name) for one in beside for name in names}
    return {name: place for name, place in found.items() if not part or _writer_part(name) == part}


def _writer_part(name: str) -> str:
    """`questions/7/answer` stands in the part `answers/7`."""
    related, _slash, rest = name.partition("/")
    pk, _slash, field = rest.partition("/")
    return f"{'answers' if (related, field) == ('questions', 'answer') else related}/{pk}"


def _unread(one: Any) -> bool:
    """By who judges: a question, and a review while its peers are at work. Words are masked there, and nobody is told so."""
    return isinstance(one, Question) or (isinstance(one, Review) and one.released_on is None)


def _text(place: tuple[Any, str]) -> str:
    return str(getattr(*place))


def _texts(places: Places) -> dict[str, str]:
    return {name: _text(place) for name, place in places.items()}


def mask(card: Card, part: str, words: Sequence[str], by: Capacity, ground: str) -> Wording:
    row = _row(card)
    places = _places(card, row, part)
    writers = {} if part else _writers(card, places, author_of(card)[0])
    texts, unread = _texts(places), {name for name, (one, _field) in places.items() if _unread(one) and not part}
    revisions = [] if part else list(Revision.objects.filter(card=card))
    read = {name: text for name, text in texts.items() if name not in unread}
    new = masked(read, words, earlier(card, [one.wording for one in revisions]))
    new |= {name: text for name in unread if (text := without(texts[name], words)) != texts[name]}
    new = {name: text[: _longest(*places[name])] for name, text in new.items()}
    wordings = {}
    for revision in revisions:
        if (wording := mask_within(revision.wording, words)) != revision.wording:
            wordings[str(revision.pk)] = revision.wording
            Revision.objects.filter(pk=revision.pk).update(wording=wording)
    erase_from_journal(card, words, by=by, ground=ground)
    _write(row, places, new, by)
    told: dict[Writer, list[str]] = {}
    for name in new:
        told.setdefault(writers.get(name, NOBODY), []).append(name)
    shares = {who: {"fields": {name: texts[name] for name in names}, "masked": {name: new[name] for name in names}}
              for who, names in told.items()}  # fmt: skip
    mine = shares.pop(NOBODY, {"fields": {}, "masked": {}})
    lost = {name: mine["fields"].pop(name) for name in unread if name in mine["fields"]}  # by whom nobody knows any more
    others = [{"part": of, "person": person, "hat": hat} | theirs for (of, person, hat), theirs in shares.items()]
    return mine | {"unread": lost, "revisions": wordings, "others": others}


def _longest(one: Any, field: str) -> int | None:
    """A gap may be longer than what it covers."""
    found: int | None = type(one)._meta.get_field(field).max_length
    return found


def unmask(card: Card, part: str, wording: Wording, by: Capacity) -> None:
    """What was changed since stays as it was changed."""
    row = _row(card)
    places, masked_then = _places(card, row), wording.get("masked", {})
    now, old = _texts(places), wording["fields"] | wording.get("unread", {})
    _write(row, places, {name: text for name, text in old.items() if name in now and now[name] == masked_then.get(name)}, by)
    for pk, before in wording.get("revisions", {}).items():
        Revision.objects.filter(pk=int(pk), card=card).update(wording=before)


def _write(row: Row, places: Places, texts: dict[str, str], by: Capacity) -> None:
    """Reviews, ratings and forms are of a version of its own wording: what stands beside it makes no new one."""
    for name, text in texts.items():
        one, field = places[name]
        setattr(one, field, text)
        if one is not row:
            one.save(update_fields=[field])
        if isinstance(one, Evidence):
            tie_evidence(one)
    row.version += any(places[name][0] is row for name in texts)
    row.save()
    after = {"fields": sorted(name for name in texts if not _unread(places[name][0]))}
    if texts and not after["fields"]:
        return  # what others do not read has no line in the history that they read
    if isinstance(row, Practice):
        write_practice(row, {})  # drawn anew
        tell_of_practice("wording_masked", row, by=by, after=after)
        changed(Card.objects.get(ref=f"practices/{row.ref}"), "")
    elif isinstance(row, Offer):
        tell_of_offer("wording_masked", row, by=by, after=after)
        for exchange in Exchange.objects.filter(Q(offer=row) | Q(need=row)):
            exchange_card(exchange)  # it has the title of what it came from
    elif isinstance(row, Adoption):
        tell_of_adoption("wording_masked", row, by=by, after=after)
    else:
        tell_of_exchange("wording_masked", row, by=by, after=after)


def register_all() -> None:
    register(*MODELS, author=author, mask=mask, unmask=unmask, places=PLACES)
    register("exchange", author=author_of_exchange)
    register(
        "practice", "adoption", author=author_of_part, has_part=has_part, part_at=part_at, part_words=part_words, words=words,
        closed=closed, together=together, own=own,
    )  # fmt: skip
    register("practice", changed=changed, along=cards_on)
    register("offer", "need", along=along)
