"""A link in words, read from the page it stands on: what this "responds to", or is "answered by"."""

from django.utils.translation import gettext_lazy as _

from accord.record.models import Relation

THERE = {Relation.ABOUT: _("Speaks of")}  # where the label alone reads as something else
BACK = {
    Relation.RESPONDS_TO: _("Answered by"), Relation.IMPLEMENTS: _("Carried out by"), Relation.MEASURED_BY: _("Measures"),
    Relation.EVIDENCED_BY: _("Evidence for"), Relation.ENDORSES: _("Endorsed by"), Relation.ADOPTS: _("Adopted by"),
    Relation.ADAPTS: _("Adapted by"), Relation.SUPERSEDES: _("Superseded by"), Relation.PART_OF: _("Holds as a part"),
    Relation.ABOUT: _("Spoken of in"), Relation.CONTRIBUTES_TO: _("Receives from"),
    Relation.SUPPLEMENTS: _("Supplemented by"), Relation.HELD_BY: _("Holds"), Relation.TRANSLATES: _("Translated as"),
}  # fmt: skip


def relation_words(relation: str, *, here_to_there: bool) -> str:
    """To stand before what is linked. What is the same from both sides has one wording."""
    one = Relation(relation)
    return str((THERE if here_to_there else BACK).get(one, one.label))
