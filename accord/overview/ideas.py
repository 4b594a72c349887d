"""What someone can try in a capacity of which nothing is due now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.people.models import Capacity, Role, World


@dataclass(frozen=True)
class Idea:
    as_words: str
    words: str | Promise
    link: str | Promise
    url: str


# role -> what it is for now, words of the link, where it leads ({country} and {world} are filled in)
IDEAS: dict[str, tuple[str | Promise, str | Promise, str]] = {
    Role.CONTRIBUTOR: (
        _("You help to write your country's report while it is a draft: how far each commitment is, and what shows it."),
        _("Commitments of my country"), "commitments/?country={country}",
    ),
    Role.VALIDATOR: (
        _("You sign the report once it is complete. Until then you read it as it grows."),
        _("Reporting cycles"), "cycles/{world}",
    ),
    Role.STATISTICIAN: (
        _("Look at the figures held of your country: from which source, of which year, with which flags."),
        _("Figures of my country"), "countries/{country}/#fig",
    ),
    Role.ASSESSOR: (
        _("Reports to assess stand here once they are published. Read how one was assessed before."),
        _("Reporting cycles"), "cycles/{world}",
    ),
    Role.PEER_REVIEWER: (
        _("Read what countries say of themselves beside what assessors say, and follow what you will ask about."),
        _("Peer reviews"), "peer-reviews/{world}",
    ),
    Role.ORG_MEMBER: (
        _("Say what you found beside a State’s own report, under your organisation’s name or a network’s."),
        _("Shadow reports"), "shadow-reports/{world}",
    ),
    Role.CUSTODIAN: (
        _("Names are sealed to your key and another’s. Confirm your key, and see what is sealed to it."),
        _("Seals"), "seals/",
    ),
    Role.TRANSLATOR: (
        _("Translate what is said where everybody reads, also where only others post: open a post and choose “Translate”."),
        _("Discussions"), "discussions/{world}",
    ),
    Role.SAFEGUARDING: (
        _("Shadow reports come to you before they are published: look at them for the safety of people."),
        _("Shadow reports"), "shadow-reports/{world}",
    ),
    Role.MEMBER: (
        _("Follow a country, an indicator or a commitment, and you see what changes."),
        _("Directory"), "directory/{world}",
    ),
}  # fmt: skip


def ideas_for(hats: Sequence[Capacity], busy: Collection[str]) -> list[Idea]:
    """One for each capacity of which nothing is due; `busy` holds the words of those that have tasks."""
    return [_idea(hat) for hat in hats if str(hat) not in busy and hat.role in IDEAS]


def _idea(hat: Capacity) -> Idea:
    words, link, path = IDEAS[hat.role]
    world = "?world=demo" if hat.world == World.DEMO else ""
    return Idea(str(hat), words, link, path.format(country=hat.area.code if hat.area else "", world=world))
