"""Pathfinding's five requirements and eight principles: facts of the host, in our words, with their source."""

from django.utils.translation import gettext_lazy as _

MONTHS = 18  # from the day on which the host confirms a country
REQUIREMENTS_SOURCE = "https://www.end-violence.org/pathfinding"
PRINCIPLES_SOURCE = "https://www.end-violence.org/take-action/governments/pathfinders"

REQUIREMENTS = {
    "focal-point": _("A senior focal point of the government is named"),
    "group": _("A group of many stakeholders meets and is supported"),
    "data": _("Data on violence against children are collected and analysed"),
    "plan": _("A costed national action plan for three to five years, with a plan for its resources"),
    "children": _("Children are consulted, to the partnership's standards of participation"),
}

PRINCIPLES = {
    "rights": _("Rights-focused"),
    "child": _("Child-centred"),
    "universal": _("Universal"),
    "gender": _("Gender-sensitive"),
    "inclusive": _("Inclusive"),
    "transparent": _("Transparent"),
    "evidence": _("Evidence-based"),
    "results": _("Results-focused"),
}

LEVELS = (  # this site's words: no scale of the host is held here
    ("unknown", _("Cannot be told")),
    ("not_yet", _("Not yet")),
    ("partly", _("In part")),
    ("largely", _("For the most part")),
    ("fully", _("Fully")),
)
LEVEL_WORDS = dict(LEVELS)
