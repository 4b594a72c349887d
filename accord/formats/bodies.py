"""Which bodies recommend, and the codes of goals and strategies, out of the words that sources use."""

import re

from accord.formats.table import fold_name

# Code -> words that mean it, folded. Treaty bodies by the abbreviations of the OHCHR.
BODIES: dict[str, tuple[str, ...]] = {
    "upr": ("universal_periodic_review", "epu", "examen_periodico_universal"),
    "crc": ("committee_on_the_rights_of_the_child",),
    "cedaw": ("committee_on_the_elimination_of_discrimination_against_women",),
    "ccpr": ("human_rights_committee", "hrc", "iccpr"),
    "cescr": ("committee_on_economic_social_and_cultural_rights", "icescr"),
    "cat": ("committee_against_torture",),
    "cerd": ("committee_on_the_elimination_of_racial_discrimination", "icerd"),
    "cmw": ("committee_on_migrant_workers", "icrmw"),
    "crpd": ("committee_on_the_rights_of_persons_with_disabilities",),
    "ced": ("committee_on_enforced_disappearances", "icppped"),
    "sp": ("special_procedure", "special_procedures", "special_rapporteur", "independent_expert", "working_group"),
    "regional": ("regional_body", "regional_mechanism"),
    "own": ("own_review", "peer_review"),
}
WITHOUT_SYMBOL = ("own",)
_OF = {word: code for code, others in BODIES.items() for word in (code, *others)}

# INSPIRE: seven strategies for ending violence against children (WHO, 2016), by their English names.
STRATEGIES: dict[str, tuple[str, ...]] = {
    "inspire-i1": ("implementation_and_enforcement_of_laws", "laws"),
    "inspire-n": ("norms_and_values", "norms"),
    "inspire-s": ("safe_environments",),
    "inspire-p": ("parent_and_caregiver_support",),
    "inspire-i2": ("income_and_economic_strengthening",),
    "inspire-r": ("response_and_support_services",),
    "inspire-e": ("education_and_life_skills",),
}
_STRATEGY = {word: code for code, others in STRATEGIES.items() for word in (code.replace("-", "_"), code[8:], *others)}
_GOAL = re.compile(r"(?:sdg|goal|target)?[ \u2013-]{0,3}(\d{1,2})(?:\.(\d{1,2}|[a-d]))?(?: - .*)?", re.IGNORECASE)


def body_of(word: str) -> str:
    """A code of BODIES, or "" where the word is not known; a Special Rapporteur on anything is a special procedure."""
    folded = fold_name(word)
    if folded.startswith(("special_rapporteur", "independent_expert", "working_group_on")):
        return "sp"
    return _OF.get(folded, "")


def strategy_of(word: str) -> str:
    """inspire-i1 of `Implementation and enforcement of laws`, `I1` or the code; "" where the word is not known."""
    return _STRATEGY.get(fold_name(word), "")


def goal_of(word: str) -> str:
    """16.2 of `SDG 16.2`, 16 of `16 - PEACE, JUSTICE AND STRONG INSTITUTIONS`; "" where it is no goal of the seventeen."""
    hit = _GOAL.fullmatch(word.strip())
    if hit is None or not 1 <= int(hit[1]) <= 17:
        return ""
    return f"{int(hit[1])}.{hit[2].lower()}" if hit[2] else str(int(hit[1]))
