"""What the events of this room are called on a page, and which part of a card they tell of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.kit.interface import spoken_language
from accord.kit.texts import Text, reader_language
from accord.record.verbs import About
from accord.spaces.models import Invitation, JointAction, Platform

PLANNED = _("Planned")  # translated or not, as its like are

WORDS = {
    "platform_begun": _("Platform begun"),
    "platform_edited": _("Draft edited"),
    "platform_revised": _("Platform revised"),
    "platform_opened": _("Platform opened"),
    "platform_access_changed": _("Access changed"),
    "platform_reviewed": _("Reviewed: it goes on"),
    "platform_archived": _("Reviewed: archived"),
    "platform_joined": _("A member joined"),
    "platform_member_taken_in": _("A member was taken in"),
    "platform_convener_named": _("A convener was named"),
    "platform_left": _("A membership ended"),
    "platform_member_handed_over": _("A membership went to a successor"),
    "overlap_settled": _("Said how it supplements what exists"),
    "overlap_answered": _("A convener of what exists answered"),
    "overlap_letter_written": _("Wrote to the convener of what exists"),
    "overlap_link_taken_back": _("The link in that letter was taken back"),
    "overlap_answered_by_link": _("What exists was answered for by the link in that letter"),
    "country_invited": _("A country was invited"),
    "invitation_answered": _("An invitation was answered"),
    "elsewhere_told": _("Platform elsewhere entered"),
    "elsewhere_revised": _("Facts of a platform elsewhere told anew"),
    "threat_described": _("Threat described"),
    "threat_revised": _("Threat revised"),
    "threat_linked": _("Tied to another record"),
    "threat_unlinked": _("Tie taken out"),
    "solution_proposed": _("Joint solution proposed"),
    "solution_revised": _("Joint solution revised"),
    "statement_drafted": _("Joint statement drafted"),
    "statement_edited": _("Draft edited"),
    "statement_opened": _("Joint statement opened for signature"),
    "statement_closed": _("Joint statement closed"),
    "statement_signed": _("Joint statement signed"),
    "signature_withdrawn": _("A signature was taken back"),
    "action_proposed": _("Joint action proposed"),
    "action_reworded": _("Joint action reworded"),
    "action_agreed": _("A country agreed to the joint action"),
    "wording_asked": _("A country asked for another wording"),
    "joint_action_told": _("Progress of the joint action told"),
    "meeting_called": _("Meeting called"),
    "meeting_changed": _("Meeting changed"),
    "meeting_cancelled": _("Meeting cancelled"),
    "agenda_changed": _("Agenda changed"),
    "minutes_published": _("Minutes published"),
    "decided": _("Decided at a meeting"),
    "consultation_prepared": _("Consultation prepared"),
    "consultation_changed": _("Consultation changed"),
    "consent_recorded": _("Consent recorded"),
    "results_published": _("Results published"),
    "change_told": _("Told what changed"),
}

type Told = Mapping[str, Any]


def _ours(said: str) -> Text:
    """Made of this site's words, not of the writer's."""
    return Text(said, spoken_language(PLANNED, reader_language()))


def _area(before: Told, after: Told) -> str | Text:
    answer = after.get("answer")
    return _ours(f"{after['area']}: {Invitation.Answer(answer).label}") if answer else str(after["area"])


def _from_to(name: str, words: Mapping[str, Any]) -> About:
    return lambda before, after: _ours(f"{words[before[name]]} → {words[after[name]]}")


ABOUT: dict[str, About] = {
    **dict.fromkeys(
        ("country_invited", "invitation_answered", "statement_signed", "signature_withdrawn", "action_agreed", "wording_asked"),
        _area,
    ),
    "platform_access_changed": _from_to("access", dict(Platform.Access.choices)),
    **dict.fromkeys(
        (
            "overlap_settled",
            "overlap_answered",
            "overlap_letter_written",
            "overlap_link_taken_back",
            "overlap_answered_by_link",
            "threat_linked",
        ),
        lambda before, after: str(after["about"]),
    ),
    "threat_unlinked": lambda before, after: str(before["about"]),
    "joint_action_told": _from_to("status", dict(JointAction.Status.choices)),
    "agenda_changed": lambda before, after: str(after.get("title") or before.get("title") or ""),
    "decided": lambda before, after: str(after["decision"]),
}
