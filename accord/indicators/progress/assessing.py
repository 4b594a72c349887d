"""What the methods are asked of a series, what they say, and the same again from what was kept."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from accord.calc import aarr, progress
from accord.calc.progress_inputs import Assessment, Inputs, Kind, Target, read_inputs
from accord.calc.trend import Point
from accord.indicators.models import Indicator, ProgressRule, ProgressStatus
from accord.indicators.models import Target as TargetRow

HORIZON, BASELINE = 2030, 2015  # of the 2030 Agenda: where a target's row names neither
NO_STATUS, FLOOR = "no-direction", "aarr-floor"
KINDS: Mapping[str, Kind] = {"binary": "binary", "growth-rate": "growth", "parity": "parity"}


@dataclass(frozen=True)
class Wanted:
    """What holds for all series of an indicator. `silent`: a rule says that its trend tells nothing."""

    direction: str
    target: Target | None
    baseline_year: float
    natural_limit: float | None
    kind: Kind
    percent: bool
    floor: float | None
    silent: bool

    @property
    def is_assessed(self) -> bool:
        return self.direction in ("lower", "higher") and not self.silent


def wanted_of(indicator: Indicator, targets: Sequence[TargetRow], rules: Sequence[ProgressRule]) -> Wanted:
    """From the tables of targets and of rules; a rule without an indicator holds for all."""
    row = next((t for t in targets if t.value is not None), None)
    target = None if row is None or row.value is None else Target(row.value, row.year or HORIZON)
    mine = {r.rule for r in rules if r.indicator_id == indicator.pk}
    unit = indicator.unit_measure
    limit = None if unit is None else unit.lower if indicator.direction == Indicator.Direction.LOWER else unit.upper
    percent = indicator.unit == "percent"
    floors = [r.value for r in rules if r.rule == FLOOR and r.indicator_id in (None, indicator.pk)]
    return Wanted(
        indicator.direction, target, (row.baseline_year if row else None) or BASELINE, limit,
        next((kind for rule, kind in KINDS.items() if rule in mine), "level"), percent,
        floors[0] if floors and percent else None, NO_STATUS in mine,
    )  # fmt: skip


def assessed(points: tuple[Point, ...], wanted: Wanted) -> dict[str, Any]:
    """What a status keeps: inputs, methods, question, reduction, disagree. Raises ValueError where `Inputs` does."""
    direction: Any = wanted.direction
    inputs = Inputs(
        points, direction, wanted.target, wanted.baseline_year, natural_limit=wanted.natural_limit, kind=wanted.kind,
        percent=wanted.percent,
    )  # fmt: skip
    found = progress.side_by_side(inputs)
    question = reduction = None
    if wanted.direction == "lower" and wanted.target and wanted.kind == "level":
        told = aarr.reduction(points, aarr.Question(wanted.target.value, wanted.target.year, wanted.floor))
        question, reduction = asdict(told.question), _without(told.stored(), "question", "used")
    return {
        "inputs": found.assessments[0].stored()["inputs"],
        "methods": {one.method: _said(one) for one in found.assessments},
        "question": question, "reduction": reduction, "disagree": found.disagree,
    }  # fmt: skip


def _said(one: Assessment) -> dict[str, Any]:
    """An assessment as `Assessment.stored` has it, without the inputs, which all methods share."""
    used = {**asdict(one.used), "replaced": list(one.used.replaced)}
    return {
        "version": one.version, "status": one.status, "rule": one.rule, "reason": one.reason, "ratios": dict(one.ratios),
        "used": used,
    }  # fmt: skip


def _without(stored: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name not in names}


def digest_of(kept: Mapping[str, Any]) -> str:
    """SHA-256 of JSON with sorted keys. A float is written by its shortest form, a whole one as an integer: databases differ
    in how they give back 1.0, -0.0 and 1e16."""
    return hashlib.sha256(json.dumps(_plain(kept), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def digest_of_status(kept: Mapping[str, Any], *, release_sha256: str, age: str, counted: bool) -> str:
    """`kept` is what `assessed` gave; what else tells one record of a series from the next is in it, too."""
    return digest_of({"release": release_sha256, "age": age, "counted": counted, **kept})


def rerun(status: ProgressStatus) -> bool:
    """Whether what is stored comes out again, by the versions named there, from the inputs kept there, and the digest holds.

    False where the code of a version has changed, or the row was; a version that is gone raises KeyError.
    """
    kept = {name: getattr(status, name) for name in ("inputs", "methods", "question", "reduction", "disagree")}
    sha256 = status.release.parquet_sha256
    if digest_of_status(kept, release_sha256=sha256, age=status.age, counted=status.counted) != status.digest:
        return False
    inputs = read_inputs(status.inputs)
    again = {m: _said(progress.assess(inputs, m, told["version"])) for m, told in status.methods.items()}
    steps = {progress.STEPS[told["status"]] for told in again.values()} - {None}
    same = again == status.methods and (len(steps) > 1) == status.disagree
    if status.reduction is None or status.question is None:
        return same and status.reduction is None
    stored = {"version": status.reduction["version"], "question": status.question, "used": status.inputs["points"]}
    return same and _without(aarr.rerun(stored).stored(), "question", "used") == status.reduction
