"""The review form as data: what each peer looks at, and the levels it is marked on."""

from django.utils.translation import gettext_lazy as _

CRITERIA = {
    "problem": _("The problem is described so that another country can tell whether it is its own."),
    "replicable": _("What was done is told so that others could do it: steps, staff, cost with year and currency."),
    "evidence": _("The results are measured, by someone other than who ran it, and what speaks against it is named."),
    "children": _("It rests on the rights of the child; children were heard, and harm to them was looked for."),
    "failed": _("What did not work is told plainly."),
    "lasting": _("It lasts, or can: money, law and people do not hang on one project."),
}
LEVELS = (("met", _("Met")), ("partly", _("Partly")), ("not_met", _("Not met")), ("unknown", _("Cannot be told")))
