"""What is decided about an item, and how that is undone. Each is one transaction with its event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accord.kit import clock
from accord.moderation.access import OFFICERS, author_of, is_of_safety, is_public, judges, reads_item
from accord.moderation.actions.letters import write_to
from accord.moderation.grounds import AGAINST, APPEAL_DAYS, DONE, REASONS, SAFETY, Act, Ground, fits, reason_words
from accord.moderation.kinds import kind_of
from accord.moderation.models import Case, Decision
from accord.moderation.reads.acts import acts_of
from accord.people.models import Capacity, Role
from accord.record.actions import Conflict, append, hold, release
from accord.record.models import Card, Held

VERBS = {
    Act.HIDE: "item_hidden", Act.MASK: "item_masked", Act.RESTORE: "item_restored", Act.WARN: "author_warned",
    Act.SUSPEND: "speaking_suspended", Act.NOTHING: "item_left",
}  # fmt: skip
S = Decision.State


@dataclass(frozen=True)
class Told:
    """What a decision says. `words`: those that a mask takes out; `until`: the last day of a suspension."""

    act: str
    ground: str
    text: str
    language: str = "en"
    words: tuple[str, ...] = field(default=())
    until: date | None = None


@transaction.atomic
def decide(case: Case, told: Told, *, by: Capacity) -> Decision:
    """Raises ValidationError for what does not go together, Conflict where the item went on meanwhile, ValueError for who does
    not judge this item (any more)."""
    row = Case.objects.select_for_update(of=("self",)).select_related("card__audience").get(pk=case.pk)
    _refuse(row, told)
    _judges(row, told, by)
    person, hat = author_of(row.card, row.part)
    made = Decision(
        case=row, act=told.act, ground=told.ground, text=told.text, language=told.language, by=by, author=person, hat=hat,
        until=told.until if told.act == Act.SUSPEND else None,
    )  # fmt: skip
    if kind_of(row.card).formal and told.act == Act.HIDE:
        made.state = S.PROPOSED
        made.save()
        append("hiding_proposed", None, by=by, reason=told.ground, after=_about(made))
        return made
    _carry_out(made, told.words)
    return made


def _refuse(case: Case, told: Told) -> None:
    if told.act not in Act.values or not fits(told.act, told.ground):
        raise ValidationError(_("This reason does not fit what you decided."), code="reason")
    if not told.text.strip():
        raise ValidationError(_("Say in your own words why: the author reads it."), code="words")
    if told.act not in acts_of(case):
        raise Conflict({}, {"act": told.act})
    if kind_of(case.card).formal and told.act == Act.HIDE and told.ground != Ground.CHILD:
        raise ValidationError(_("A formal act is hidden for the safety of a child alone."), code="formal")
    if told.act == Act.MASK and not told.words:
        raise ValidationError(_("Say which words are to be masked."), code="mask")
    if told.act == Act.SUSPEND and (told.until is None or told.until <= clock.today()):
        raise ValidationError(_("Say until when."), code="until")


def _judges(case: Case, told: Told, by: Capacity) -> None:
    if by not in judges(by.person, case.card, case.part, safety=is_of_safety(case)):
        raise ValueError("Who wrote it, or acts for its country, judges nothing of it")
    if not reads_item(by.person, case.card, by, case.part) and not (
        told.act == Act.NOTHING or (told.act == Act.HIDE and told.ground in SAFETY)
    ):
        raise ValidationError(_("What you may not read you hide for safety alone."), code="unread")


@transaction.atomic
def second(decision: Decision, *, by: Capacity) -> Decision:
    """The other officer agrees: it is carried out. Raises Conflict where it is not waiting any more."""
    row = _waiting(decision, by)
    row.second, row.state, row.at = by, S.STANDING, clock.now()
    _carry_out(row, ())
    return row


@transaction.atomic
def refuse_second(decision: Decision, *, by: Capacity, text: str) -> Decision:
    row = _waiting(decision, by)
    if not text.strip():
        raise ValueError("A refusal says why")
    row.second, row.state = by, S.REFUSED
    row.save()
    append("hiding_refused", None, by=by, reason=text, after=_about(row))
    return row


def _waiting(decision: Decision, by: Capacity) -> Decision:
    row = Decision.objects.select_for_update(of=("self",)).select_related("case__card__audience", "by").get(pk=decision.pk)
    roles = {row.by.role, by.role}
    if row.state != S.PROPOSED:
        raise Conflict({}, {})
    if by.person_id == row.by.person_id or Role.SAFEGUARDING not in roles or not roles <= set(OFFICERS):
        raise ValueError("Two officers decide, one of them of safeguarding")
    if by not in judges(by.person, row.case.card, row.case.part, safety=True):
        raise ValueError("Who wrote it, or acts for its country, judges nothing of it")
    return row


def _carry_out(made: Decision, words: tuple[str, ...]) -> None:
    case, card = made.case, made.case.card
    if made.act in AGAINST:
        made.appeal_until = _last_day_of_appeal()
    if made.act == Act.SUSPEND:
        place = kind_of(card).place
        made.place = place(card) if place else None
    if made.act == Act.MASK:
        mask = kind_of(card).mask
        assert mask is not None
        made.wording = dict(mask(card, case.part, words, made.by, made.ground))
    others = made.wording.pop("others", ())
    if others and not (made.wording["fields"] or made.wording.get("revisions")):
        made.author = made.hat = made.appeal_until = None  # nothing of theirs was masked: no notice, nothing to appeal against
    made.save()
    for theirs in others:
        share(made, theirs)
    if made.act == Act.RESTORE:
        for old in _hidings(case):
            undo(old)
    _tell(VERBS[Act(made.act)], made, made.by)  # while the card is in sight: its history is read by whoever reads it
    if made.act == Act.HIDE:
        _hide(made)
    _answer(made)
    if made.act != Act.NOTHING:
        _tell_author(made)


def _last_day_of_appeal() -> date:
    return clock.today() + timedelta(days=APPEAL_DAYS)


def share(made: Decision, theirs: Mapping[str, Any]) -> None:
    """Whoever else wrote some of the words that a mask took out hears of it as an author does and may appeal for their own:
    `person`, `hat`, `part`, `fields` and `masked`. What is read by few is a case of its own, so that it is judged as such
    and the case that others read says nothing of it."""
    case, part = made.case, theirs["part"]
    if part:
        case, _begun = Case.objects.get_or_create(card=case.card, part=part, defaults={"closed_at": clock.now()})
    one = Decision.objects.create(
        case=case, act=made.act, ground=made.ground, text=made.text, language=made.language, by=made.by, author=theirs["person"],
        hat=theirs["hat"], appeal_until=_last_day_of_appeal(),
        wording={"fields": theirs["fields"], "masked": theirs["masked"], "of": made.pk},
    )  # fmt: skip
    _tell_author(one)


def _hide(made: Decision) -> None:
    """What goes out of sight along with it is kept with the decision, so that it comes back with it alone."""
    card, part, along = made.case.card, made.case.part, kind_of(made.case.card).along
    others = [one for one in along(card) if not Held.objects.filter(card=one, part="").exists()] if along and not part else []
    for one in others:
        hold(one, ground=made.ground)
    hold(card, part, ground=made.ground)
    _changed(card, part)
    made.wording = {"along": sorted(one.pk for one in others)}
    made.save(update_fields=["wording"])


def _hidings(case: Case) -> list[Decision]:
    return list(case.decisions.filter(state=S.STANDING, act__in=(Act.HIDE, Act.MASK)).order_by("-id"))


def undo(decision: Decision) -> None:
    """What it did is taken back: the newest first, where there are several."""
    card, part = decision.case.card, decision.case.part
    if decision.act == Act.HIDE:
        release(card, part)
        for one in Card.objects.filter(pk__in=decision.wording.get("along", ())).order_by("pk"):
            if not _hidden_by_itself(one):
                release(one)
        _changed(card, part)
    unmask = kind_of(card).unmask
    if decision.act == Act.MASK and unmask is not None:
        unmask(card, part, decision.wording, decision.by)
        for theirs in Decision.objects.filter(case__card=card, state=S.STANDING, act=Act.MASK, wording__of=decision.pk):
            undo(theirs)
    decision.state, decision.undone_on = S.UNDONE, clock.today()
    decision.save()


def _hidden_by_itself(card: Card) -> bool:
    return Decision.objects.filter(case__card=card, case__part="", act=Act.HIDE, state=S.STANDING).exists()


def _changed(card: Card, part: str) -> None:
    changed = kind_of(card).changed
    if changed is not None:
        changed(card, part)


def _about(made: Decision) -> Mapping[str, str]:
    """No words: they are for the author and those who judge. Without a card the world is said."""
    card = made.case.card
    return {"card": card.ref, "part": made.case.part, "ground": made.ground, "world": card.world}


def _tell(verb: str, made: Decision, by: Capacity) -> None:
    """Beside the item where it is about the item; what is about a person, or came to nothing, is for officers."""
    quiet = made.act in (Act.WARN, Act.SUSPEND, Act.NOTHING)
    reason = reason_words(made.ground)
    append(verb, None if quiet else told_on(made.case), by=by, reason=reason, after=_about(made))


def told_on(case: Case) -> Card | None:
    """The card whose history tells of it: none while it is hidden, and none of what fewer read than the card."""
    card = case.card
    held = Held.objects.filter(card=card, part="").exists()
    return None if held or is_public(card) != is_public(card, case.part) else card


def _answer(made: Decision) -> None:
    """Reports that wait are answered, by mail where somebody left an address, which is then erased."""
    case = made.case
    for one in case.reports.filter(answered_by=None).select_related("person"):
        address = one.contact or (one.person.email if one.person else "")
        language = one.person.language if one.person else one.language
        subject = lazy("What you reported was looked at")
        path = "moderation/mine/" if one.person else "moderation/register/"
        write_to(address, language, subject, [DONE[Act(made.act)], dict(REASONS)[made.ground]], path)
        one.answered_by, one.contact = made, ""
        one.save(update_fields=["answered_by", "contact"])
    case.closed_at = clock.now()
    case.save(update_fields=["closed_at"])


def _tell_author(made: Decision) -> None:
    if made.author is None:
        return
    lines = [
        lazy("An officer decided about something that you wrote on this site. The page says what, why, and how you can appeal.")
    ]
    subject = lazy("A decision about what you wrote")
    write_to(made.author.email, made.author.language, subject, lines, f"moderation/notices/{made.pk}/")
