"""What the events of this room are called on a page, and which part of a card they tell of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.kit.interface import spoken_language
from accord.kit.texts import Text, reader_language
from accord.learning.models import Adoption
from accord.learning.models.practices import Grade
from accord.record.verbs import About

type Told = Mapping[str, Any]

WORDS = {
    "practice_drafted": _("Practice drafted"),
    "practice_edited": _("Draft edited"),
    "practice_revised": _("Practice revised"),
    "practice_submit": _("Practice submitted"),
    "practice_take_back": _("Practice taken back to the draft"),
    "practice_give_up": _("Draft given up"),
    "practice_take_up": _("Draft taken up again"),
    "practice_contact_named": _("Who answers for the practice: changed"),
    "practice_check": _("Practice checked and published"),
    "practice_return": _("Practice returned to its owner"),
    "practice_review_again": _("New round of review asked for"),
    "practice_withdraw": _("Practice withdrawn"),
    "practice_evidence_added": _("Evidence linked"),
    "practice_evidence_removed": _("Evidence taken out"),
    "practice_update_told": _("What became of it: told"),
    "practice_review_taken_up": _("Review taken up"),
    "practice_review_given_back": _("Review given back"),
    "practice_review_freed": _("Place of a review that did not come was freed"),
    "practice_review_finished": _("One review finished"),
    "practice_reviewed": _("Both reviews finished and published"),
    "practice_rated": _("Practice rated"),
    "practice_question_asked": _("Question asked"),
    "practice_question_answered": _("Question answered"),
    "adoption_entered": _("Adoption entered"),
    "adoption_changed": _("Adoption changed"),
    "adoption_withdrawn": _("Adoption withdrawn"),
    "offer_entered": _("Offer entered"),
    "offer_changed": _("Offer changed"),
    "offer_closed": _("Offer closed"),
    "need_entered": _("Need entered"),
    "need_changed": _("Need changed"),
    "need_closed": _("Need closed"),
    "exchange_proposed": _("Exchange proposed"),
    "exchange_plan_rewritten": _("Plan of the exchange rewritten"),
    "exchange_agree": _("Exchange agreed"),
    "exchange_decline": _("Exchange declined"),
    "exchange_held": _("Exchange took place"),
    "exchange_call_off": _("Exchange called off"),
    "exchange_reported": _("Exchange reported on"),
    "exchange_followed_up": _("What became of the exchange: told"),
}


def _ours(said: object) -> Text:
    """Made of this site's words, not of the owner's."""
    return Text(str(said), spoken_language(Grade.EFFECTIVE.label, reader_language()))


def _stage(before: Told, after: Told) -> Text:
    words = dict(Adoption.Stage.choices)
    return _ours(f"{words[before['stage']]} → {words[after['stage']]}" if before["stage"] != after["stage"] else "")


ABOUT: dict[str, About] = {
    **dict.fromkeys(
        ("practice_evidence_added", "practice_evidence_removed"), lambda before, after: str((after or before)["title"])
    ),
    "practice_rated": lambda before, after: _ours(Grade(after["grade"]).label),
    "adoption_changed": _stage,
}
