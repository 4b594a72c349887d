"""The rules of a draw in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.calc.lots import Impossible

RULES: dict[str, str | Promise] = {
    "self": _("No country reviews itself."),
    "mutual": _("No two countries review each other."),
    "region": _("No two reviewers of a country are of one region."),
    "income": _("No two reviewers of a country are of one income group."),
    "rotation": _("No country reviews once more while another that may be drawn has reviewed less."),
}


def rule_words(stuck: Impossible) -> str:
    """Which rule is in the way of a draw."""
    if not stuck.rules:
        return _now("No draw keeps all rules, and giving up one of them alone would not help: too few countries joined.")
    told = " ".join(str(RULES[name]) for name in stuck.rules)
    return _now("No draw keeps all rules. One could be made without this one (of several any): %(rules)s") % {"rules": told}
