"""What changed between one wording of a commitment, a plan or an action and the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accountability.models import Action, ActionPlan, Commitment
from accord.accountability.wording import action_wording, plan_wording, whole_wording
from accord.indicators.words import amount
from accord.kit import locale_format
from accord.record.wordings import Said, Wordings, plainly

FIELD_WORDS = {
    "title": gettext_lazy("Title"), "text": gettext_lazy("What is promised"), "problem": gettext_lazy("Problem"),
    "how": gettext_lazy("How it helps"), "form": gettext_lazy("Form"), "level": gettext_lazy("Level"),
    "starts_on": gettext_lazy("Starts"), "ends_on": gettext_lazy("Ends"), "budget": gettext_lazy("Budget"),
    "currency": gettext_lazy("Currency"), "funded_share": gettext_lazy("Funded share"),
    "lead": gettext_lazy("Lead organisation"),
    "supporting": gettext_lazy("Supporting organisations"), "topics": gettext_lazy("Strategies, sectors, targets"),
    "provinces": gettext_lazy("Provinces"), "plan": gettext_lazy("Action plan"), "language": gettext_lazy("Language"),
}  # fmt: skip
PLAN_WORDS = FIELD_WORDS | {"text": gettext_lazy("What the plan is for"), "document": gettext_lazy("Where the plan is published")}
ACTION_WORDS = FIELD_WORDS | {"text": gettext_lazy("What is done")}
CHOICES = {"form": dict(Commitment.Form.choices), "level": dict(Commitment.Level.choices)}
DAYS = ("starts_on", "ends_on")
CARDS = {"plan": "plans/", "lead": "organisations/"}


@dataclass(frozen=True)
class RevisionLine:
    version: int
    until: datetime
    reason: str
    changes: list[tuple[str, str, str]]  # field, then, next, as they are kept
    language: str = "en"
    shown: list[tuple[str, Said, Said]] = field(default_factory=list, metadata={"html_only": True})  # as a reader writes them


def revisions_of(c: Commitment) -> list[RevisionLine]:
    """Each old wording beside what came after it, field by field where they differ. Newest first."""
    return _lines(c, whole_wording(c), FIELD_WORDS)


def revisions_of_plan(p: ActionPlan) -> list[RevisionLine]:
    return _lines(p, plan_wording(p), PLAN_WORDS)


def revisions_of_action(a: Action) -> list[RevisionLine]:
    return _lines(a, action_wording(a), ACTION_WORDS)


def _lines(
    thing: Commitment | ActionPlan | Action, after: dict[str, Any], words: Mapping[str, Promise | str]
) -> list[RevisionLine]:
    lines, units = [], {key: told["unit"] for key, told in after.get("measures", {}).items()}  # older wordings lack them
    said = Wordings(thing.language, CHOICES, days=DAYS, sums=("budget",), shares=("funded_share",), cards=CARDS)
    for r in thing.revisions.all():
        pairs = {name: (r.wording.get(name), after.get(name)) for name in words}
        changed = {name: pair for name, pair in pairs.items() if plainly(pair[0]) != plainly(pair[1])}
        parts = list(_parts(r.wording, after, units))
        kept = [(str(words[name]), plainly(then), plainly(new)) for name, (then, new) in changed.items()]
        shown = [(str(words[name]), said.of(name, then), said.of(name, new)) for name, (then, new) in changed.items()]
        lines.append(RevisionLine(r.version, r.until, r.reason, [*kept, *parts], thing.language, [*shown, *parts]))
        after = r.wording
    return lines


def _parts(then: Mapping[str, Any], after: Mapping[str, Any], units: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for kind in ("milestones", "measures"):
        if kind not in then or kind not in after:  # a wording kept before its parts were kept with it
            continue
        for key, old in then[kind].items():
            if key in after[kind]:
                was, now = (_part_words(told, units.get(key)) for told in (old, after[kind][key]))
                if was != now:
                    yield _part_name(kind, key), was, now


def _part_name(kind: str, key: str) -> str:
    return _("Milestone") if kind == "milestones" else _("Indicator %(code)s") % {"code": key.partition("/")[0]}


def _part_words(told: Mapping[str, Any], unit: str | None) -> str:
    return milestone_words(told) if unit is None else measure_words(told, unit)


def milestone_words(told: Mapping[str, Any]) -> str:
    day = locale_format.day(date.fromisoformat(told["due"]))
    said = _("%(text)s (due %(day)s, weight %(weight)s)") % {"text": told["text"], "day": day, "weight": told["weight"]}
    return _withdrawn(said, told)


def measure_words(told: Mapping[str, Any], unit: str = "") -> str:
    """74% (2024) → 50% (2030) – girls – survey: an indicator's figures in a wording; acts of today tell the unit themselves."""
    unit = unit or told.get("unit", "")
    ends = [
        f"{amount(told[name], unit)} ({told[f'{name}_year']})" if told.get(name) is not None else "–"
        for name in ("baseline", "target")
    ]
    return _withdrawn(" – ".join(filter(None, (" → ".join(ends), told.get("breakdown"), told.get("source")))), told)


def _withdrawn(said: str, told: Mapping[str, Any]) -> str:
    return _("%(what)s – withdrawn: %(reason)s") % {"what": said, "reason": told["withdrawn"]} if told.get("withdrawn") else said
