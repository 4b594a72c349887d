"""Values of the pages on which a file is checked and mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from accord.indicators.forms import SHOWN, MendForm, reason_for
from accord.indicators.loading.near import Nearest
from accord.indicators.loading.wording import Said, said
from accord.indicators.models import Indicator, Intake
from accord.kit.pages import plain
from accord.people.models import Area

MENDED_ALONE = ("ragged", "huge_field", "delete_action", "other_area")  # only by leaving the row out
TOGETHER = ("unknown_indicator", "unknown_area")  # one answer for every cell that says the same
FILE_HEAD = ("severity", "kind", "row", "column", "value", "wrong", "expected", "mend")


@dataclass(frozen=True)
class Line:
    """A fault or a warning in the reader's words; `rows` are all rows that it stands for."""

    severity: str
    kind: str
    row: int
    rows: list[int]
    column: str
    value: str
    wrong: str
    expected: str
    mend: str
    line: str
    earlier: str = ""  # the row that this one repeats, and `first` its number
    first: int = 0
    english_only: bool = False
    slot: dict[str, Any] | None = field(default=None, metadata={"html_only": True})


@dataclass(frozen=True)
class Controlled:
    """A line with the fields that mend it: the cell's own, and those that leave the row out or mend another cell."""

    line: Line
    cell: BoundField | None
    others: list[BoundField]


@dataclass(frozen=True)
class SmallRows:
    """Rows of the file by what disclosure control would do to them (`frames.staging.Withheld`)."""

    small: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    bracketed: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    rounded: int = 0
    base: int = 1
    checked: int = 0


@dataclass(frozen=True)
class PartShown:
    """What a file or a release holds of one indicator."""

    code: str
    names: dict[str, str]
    url: str
    rows: int
    countries: list[dict[str, str]]
    areas: int
    first: int
    last: int


@dataclass(frozen=True)
class IntakePage:
    id: int
    file_name: str
    state: str
    version: int
    source: str
    licence: str
    read: int
    faults: int
    warnings: int
    lines: list[Line]
    warned: list[Line]
    parts: list[PartShown]
    small: SmallRows | None
    can_mend: bool
    has_columns: bool
    left_out: int
    mended: int
    world: str
    headers: list[str] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class IntakeLine:
    id: int
    file_name: str
    source: str
    state: str
    words: str
    faults: int
    at: datetime
    url: str


def intake_line(intake: Intake) -> IntakeLine:
    base = f"releases/load/{intake.pk}/"
    url = f"releases/{intake.release_id}/publish/" if intake.release_id else base
    words = str(intake.get_state_display())
    faults = intake.report.get("counts", {}).get("faults", 0)
    return IntakeLine(intake.pk, intake.file_name, intake.source, intake.state, words, faults, intake.changed_at, url)


def intake_page(intake: Intake) -> IntakePage:
    """5 queries at most, whatever the file."""
    report = intake.report
    near = Nearest(intake.by) if any(f["code"] in TOGETHER for f in report["faults"]) else None
    lines = list(_lines(report, "fault", report["faults"], near))
    warned = list(_lines(report, "warning", report["warnings"], None))
    return IntakePage(
        intake.pk, intake.file_name, report["state"], intake.version, intake.source, intake.licence, report.get("read", 0),
        report["counts"]["faults"], report["counts"]["warnings"], lines, warned, parts_shown(report["parts"]),
        SmallRows(**report["small"]) if report.get("small") else None, bool(report.get("can_mend")), "names" in report,
        sum(bool(m.get("left_out")) for m in intake.mends), sum(not m.get("left_out") for m in intake.mends), intake.world,
        report.get("headers", []),
    )  # fmt: skip


def _lines(report: Mapping[str, Any], severity: str, faults: Sequence[Mapping[str, Any]], near: Nearest | None) -> Iterator[Line]:
    """Faults in the order of rows, those that one answer mends as one line."""
    together: dict[tuple[str, str, str], list[int]] = {}
    for fault in faults:
        if fault["code"] in TOGETHER:
            together.setdefault((fault["code"], fault["column"], fault["cell"]), []).append(fault["row"])
    done: set[tuple[str, str, str]] = set()
    for fault in faults:
        key = (fault["code"], fault["column"], fault["cell"])
        if key in done:
            continue
        if fault["code"] in TOGETHER:
            done.add(key)
        words = said(fault["code"], fault["params"], fault["message"])
        yield Line(
            severity, words.kind, fault["row"], together.get(key, [fault["row"]]), fault["column"], fault["value"], words.wrong,
            words.expected, words.mend, fault.get("line", ""), fault.get("earlier", ""), int(fault["params"].get("first", 0)),
            words.english_only, _slot(report, fault, words, near),
        )  # fmt: skip


def _slot(report: Mapping[str, Any], fault: Mapping[str, Any], words: Said, near: Nearest | None) -> dict[str, Any] | None:
    """What a control beside the fault needs; None where the fault cannot be mended in a page."""
    if not report.get("can_mend") or not fault["row"]:
        return None
    column = fault["column"] if fault["column"] in report["headers"] and fault["code"] not in MENDED_ALONE else ""
    choices = near.choices(fault["code"], fault["cell"]) if near else []
    return {
        "row": fault["row"], "column": column, "cell": fault["cell"], "code": fault["code"], "near": choices if column else [],
        "everywhere": bool(column and choices and fault["cell"]), "line": fault["line"],
        "reason": reason_for(fault["code"], words), "alone": fault["code"] in MENDED_ALONE,
    }  # fmt: skip


def slots(page: IntakePage) -> list[dict[str, Any]]:
    """The controls of the form, in the order of the lines: faults first, then figures that jump."""
    return [line.slot for line in (*page.lines[:SHOWN], *page.warned[:SHOWN]) if line.slot and _is_mended(line.slot)]


def _is_mended(slot: Mapping[str, Any]) -> bool:
    return slot["code"] not in ("break_marked", "break_nature")


def with_controls(page: IntakePage, form: MendForm) -> tuple[list[Controlled], list[Controlled]]:
    """Each shown fault and warning with the fields of the form that mend it."""
    numbers = iter(range(len(form.slots)))

    def controlled(line: Line) -> Controlled:
        if not line.slot or not _is_mended(line.slot):
            return Controlled(line, None, [])
        n = next(numbers)
        fields = {name: form[f"{name}_{n}"] for name in ("cell", "out", "why", "other", "text") if f"{name}_{n}" in form.fields}
        return Controlled(line, fields.get("cell"), [f for name, f in fields.items() if name != "cell"])

    return [controlled(line) for line in page.lines[:SHOWN]], [controlled(line) for line in page.warned[:SHOWN]]


def parts_shown(parts: Sequence[Mapping[str, Any]]) -> list[PartShown]:
    """2 queries."""
    indicators = {i.sdmx: i for i in Indicator.objects.all()} if parts else {}
    codes = {code for part in parts for code in part["areas"]}
    areas = dict(Area.objects.filter(code__in=codes).values_list("code", "names")) if codes else {}
    found = []
    for part in parts:
        indicator = indicators.get(part["indicator"])
        if indicator:
            names = [areas.get(code, {"en": code}) for code in part["areas"][:30]]
            found.append(PartShown(
                indicator.code, indicator.names, f"indicators/{indicator.code}/", part["rows"], names, len(part["areas"]),
                part["first"], part["last"],
            ))  # fmt: skip
    return found


def fault_rows(intake: Intake) -> Iterator[list[str]]:
    """Each fault and warning as a row of a table, for a download: all of them, one a row of the file."""
    severities = {"fault": _("Fault"), "warning": _("Warning")}
    for severity, faults in (("fault", intake.report["faults"]), ("warning", intake.report["warnings"])):
        for fault in faults:
            words = said(fault["code"], fault["params"], fault["message"])
            yield [
                severities[severity], words.kind, str(fault["row"]), fault["column"], fault["value"], words.wrong, words.expected,
                words.mend,
            ]  # fmt: skip


def faults_value(intake: Intake) -> dict[str, Any]:
    """The report as JSON: counts, and each fault with its code."""

    def told(faults: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        out = []
        for fault in faults:
            words = said(fault["code"], fault["params"], fault["message"])
            out.append({
                "row": fault["row"], "column": fault["column"], "value": fault["value"], "code": fault["code"],
                "wrong": words.wrong, "expected": words.expected, "mend": words.mend, "message": fault["message"],
            })  # fmt: skip
        return out

    report = intake.report
    value = {
        "file": intake.file_name, "sha256": intake.sha256, "state": report["state"], "read": report.get("read", 0),
        "counts": report["counts"], "faults": told(report["faults"]), "warnings": told(report["warnings"]),
    }  # fmt: skip
    return dict(plain(value))
