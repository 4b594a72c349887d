"""The page of one case, for who judges it."""

from typing import Any

from django.http import Http404

from accord.moderation import access
from accord.moderation.grounds import DONE, Act, reason_words
from accord.moderation.kinds import is_sealed, kind_of, place_words
from accord.moderation.models import Case, Decision
from accord.moderation.reads.acts import acts_of
from accord.moderation.reads.queue import CasePage, DecisionLine, ReportLine, case_line, with_all
from accord.people.models import Capacity, Person
from accord.record.models import Card, Held, SearchDocument

WHO = tuple(f"{one}__{of}" for one in ("by", "second", "hat") for of in ("area", "organisation"))


def case_page(user: Person, case: Case, hat: Capacity) -> CasePage:
    """Some 25 queries."""
    row = with_all(Case.objects.filter(pk=case.pk)).get()
    card = row.card
    reads = access.reads_item(user, card, hat, row.part)
    _person, written_as = access.author_of(card, row.part)
    reports = [ReportLine(n, one.ground, reason_words(one.ground), one.text, one.language, one.at.date())
               for n, one in enumerate(row.reports.all(), 1)]  # fmt: skip
    decisions = row.decisions.select_related(*WHO)
    held = Held.objects.filter(card=card, part="").exists()
    waiting = access.waits_for_second(row)
    return CasePage(
        case_line(row, user, hat), card.world, str(hat), reads, card.url if reads and not held else "", kind_of(card).formal,
        access.is_public(card, row.part), str(written_as or "") if reads else "", card.language,
        texts_of(card, row.part) if reads else [], reports, [_decision(d, card, reads) for d in decisions],
        _acts_for(row, reads), bool(waiting) and _may_second(user, row), _appeal_of(user, row), is_sealed(card),
    )  # fmt: skip


def _acts_for(case: Case, reads: bool) -> list[str]:
    """Who may not read it hides it or leaves it: nothing else can be judged unseen."""
    found = acts_of(case)
    return found if reads else [act for act in found if act in (Act.NOTHING, Act.HIDE)]


def texts_of(card: Card, part: str) -> list[tuple[str, str]]:
    """What search knows of it: all of its words, wherever it stands now."""
    words = kind_of(card).words
    if part and words is not None:
        return [words(card, part)]
    held = Held.objects.filter(card=card, part=part).first()
    names = ("part", "language", "title", "text")
    rows: list[Any] = list(held.documents) if held else list(SearchDocument.objects.filter(card=card).values(*names))
    chosen = [one for one in rows if one["part"] == part] if part else rows
    return [(one["language"], "\n".join(filter(None, (one["title"], one["text"])))) for one in chosen][:20]


def _may_second(user: Person, case: Case) -> bool:
    try:
        access.to_second(user, case.pk)
    except Http404:
        return False
    return True


def _appeal_of(user: Person, case: Case) -> int:
    for decision in case.decisions.select_related("by", "second", "case__card__audience"):
        if hasattr(decision, "appeal") and decision.appeal.upheld is None and access.appeal_hats(user, decision.appeal):
            return int(decision.appeal.pk)
    return 0


def _decision(d: Decision, card: Card, reads: bool) -> DecisionLine:
    a = getattr(d, "appeal", None)
    old = sorted((place_words(card, k), str(v)) for k, v in dict(d.wording.get("fields", {})).items()) if reads else []
    whose = str(d.hat) if reads and old and d.hat else ""
    return DecisionLine(
        d.pk, d.act, str(DONE[Act(d.act)]), reason_words(d.ground), d.text, d.language, str(d.by), str(d.second or ""), d.at,
        d.state, old, d.until, a.text if a else "", a.language if a else "en", a.pk if a and a.upheld is None else 0,
        a.upheld if a else None, a.answer if a else "", a.answer_language if a else "en", whose,
    )  # fmt: skip
