"""Words for this room's events."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "item_reported": _("Reported"), "item_hidden": _("Hidden"), "item_masked": _("Words masked"), "item_restored": _("Restored"),
    "wording_masked": _("Wording written anew by moderation"), "item_left": _("Looked at and left as it is"),
    "author_warned": _("Author warned"),
    "speaking_suspended": _("Suspended from speaking"), "hiding_proposed": _("Hiding proposed to a second officer"),
    "hiding_refused": _("Hiding refused by the second officer"), "decision_appealed": _("Appealed"),
    "appeal_upheld": _("Appeal answered: the decision stands"), "appeal_granted": _("Appeal answered: the decision was undone"),
}  # fmt: skip
