"""Two finished cycles with ratings that disagree, and an open one with a report in each state."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle as around

from accord.accountability.actions import (
    join_cycle,
    open_cycle,
    rate,
    reply,
    take_step,
    take_up_assessment,
    write_entry,
    write_summary,
)  # fmt: skip
from accord.accountability.models import Cycle, Rating, Report
from accord.accountability.reads.guards import reported_commitments
from accord.accountability.states import step_named
from accord.kit import clock
from accord.overview.demo import questions
from accord.people.models import Capacity, Role, World

NAMES = {
    "ar": "دورة تجريبية {n}", "en": "Demonstration cycle {n}", "es": "Ciclo de demostración {n}",
    "fr": "Cycle de démonstration {n}", "ru": "Показательный цикл {n}", "zh": "演示周期 {n}",
}  # fmt: skip
PILOT = {
    "ar": "دورة تجريبية تمهيدية", "en": "Demonstration pilot cycle", "es": "Ciclo piloto de demostración",
    "fr": "Cycle pilote de démonstration", "ru": "Пробный показательный цикл", "zh": "演示试点周期",
}  # fmt: skip
SUMMARY = (
    "Since the last report the government brought two bills to parliament and opened services in four more districts.\n\n"
    "Money is the main obstacle: two programmes wait for the next budget."
)
EARLY_OWN = ("limited", "limited", "substantial", "limited", "not_started", "no_evidence")
EARLY_OTHER = ("not_started", "limited", "limited", "not_started", "limited", "no_evidence")
OWN = ("substantial", "limited", "complete", "substantial", "limited", "no_evidence")
OTHER = ("limited", "limited", "substantial", "no_evidence", "substantial", "not_started")
WHY = {
    "no_evidence": "No document could be found that shows what was done.",
    "not_started": "Nothing has begun; the post in charge is vacant.",
    "limited": "Some steps were taken, mostly on paper; few districts are reached.",
    "substantial": "Most of what was promised for this period has been delivered.",
    "complete": "All that was promised for this period has been delivered.",
}
FURTHER = {"ambition": "substantial", "change": "marginal", "confidence": "medium"}  # as governments tell it
CHANGES = ("marginal", "none", "major", "none", "marginal", "worsened")


def _hat(role: str, code: str = "") -> Capacity:
    found = Capacity.objects.active().filter(role=role, person__world=World.DEMO)
    return (found.filter(area__code=code) if code else found).order_by("id")[0]


def _open(number: int, opens: int, due: int) -> Cycle:
    today = clock.today()
    names = {code: text.format(n=number) for code, text in NAMES.items()} if number else PILOT
    return open_cycle(
        f"demo-{number}", names, opens=today + timedelta(days=opens), due=today + timedelta(days=due),
        by=_hat(Role.SECRETARIAT), world=World.DEMO,
    )  # fmt: skip


def _write(report: Report, *, all_but: int = 0, levels: tuple[str, ...] = OWN) -> Report:
    by = _hat(Role.FOCAL_POINT, report.area.code)
    asked = sorted(reported_commitments(report), key=lambda c: c.pk)
    for commitment, level in zip(asked[: len(asked) - all_but], around(levels), strict=False):
        given = {"completion": level, "rationale": WHY[level], "evidence": "", "values": []}
        if level in ("substantial", "complete"):
            given["evidence"] = "Yearly report of the ministry, chapter 3."
        write_entry(report, commitment, given | (FURTHER if level != "no_evidence" else {}), version=0, by=by)
    return report


def _summary(report: Report) -> Report:
    return write_summary(
        report, summary=SUMMARY, language="en", version=report.version, by=_hat(Role.FOCAL_POINT, report.area.code)
    )


def _step(report: Report, code: str) -> Report:
    step = step_named(code)
    assert step is not None
    hats = {
        "sign": (Role.VALIDATOR, report.area.code), "submit": (Role.FOCAL_POINT, report.area.code),
        "publish": (Role.SECRETARIAT, ""), "finish": (Role.FOCAL_POINT, report.area.code), "finish-late": (Role.SECRETARIAT, ""),
    }  # fmt: skip
    by = report.assessor if code == "release" else _hat(*hats[code])
    assert by is not None
    return take_step(report, step, by=by, sure=True)


def _assess(report: Report, by: Capacity, given: tuple[str, ...] = OTHER) -> Report:
    report = take_up_assessment(report, declaration="none", by=by)
    levels: Iterator[tuple[str, str]] = around(zip(given, CHANGES, strict=True))
    for entry in report.entries.select_related("commitment"):
        level, change = next(levels)
        told = {
            "completion": level, "ambition": "modest" if level == "limited" else "substantial", "change": change,
            "confidence": "medium", "rationale": WHY[level],
            "evidence": "Visits to six districts; court records." if level in ("substantial", "complete") else "",
        }  # fmt: skip
        rate(report, entry.commitment, told, version=0, by=by)
    return _step(report, "release")


def _reply_all(report: Report) -> None:
    by = _hat(Role.FOCAL_POINT, report.area.code)
    for rating in Rating.objects.filter(report=report).exclude(completion="substantial"):
        reply(rating, text="The ministry does not share this view: the gazette shows what was done.", version=1, by=by)


def pilot() -> None:
    """Aldoria and Corvenia, so that a country's gap has a history and the report a trend; Ferania joined and sent nothing."""
    from accord.overview.demo.story import days_ago

    with days_ago(570):
        cycle = _open(0, 0, 90)
        reports = {code: join_cycle(cycle, by=_hat(Role.FOCAL_POINT, code)) for code in ("XAA", "XAC", "XAF")}
    for code, assessor in (("XAA", "XAD"), ("XAC", "XAB")):
        with days_ago(500):
            report = _step(_step(_summary(_write(reports[code], levels=EARLY_OWN)), "sign"), "submit")
        with days_ago(490):
            report = _step(report, "publish")
        with days_ago(460):
            report = _assess(report, _hat(Role.ASSESSOR, assessor), EARLY_OTHER)
        with days_ago(430):
            _step(report, "finish-late")


def first() -> None:
    """Aldoria and Corvenia final with replies, Belmara late, Dunmarra never submitted."""
    from accord.overview.demo.story import days_ago

    with days_ago(420):
        cycle = _open(1, 0, 120)
        reports = {code: join_cycle(cycle, by=_hat(Role.FOCAL_POINT, code)) for code in ("XAA", "XAB", "XAC", "XAD")}
    for code, late, assessor in (("XAA", 0, "XAB"), ("XAC", 0, "XAD"), ("XAB", 35, "XAD")):
        with days_ago(310 - late):
            report = _step(_step(_summary(_write(reports[code])), "sign"), "submit")
        with days_ago(300 - late):
            report = _step(report, "publish")
        with days_ago(240 - late):
            report = _assess(report, _hat(Role.ASSESSOR, assessor))
            if code != "XAB":
                _reply_all(report)
        with days_ago(210 - late):
            _step(report, "finish-late" if code == "XAB" else "finish")


def second() -> None:
    """Aldoria drafts, Belmara has signed, Corvenia submitted, Dunmarra waits for an assessor, Elvania may reply."""
    from accord.overview.demo.story import days_ago

    with days_ago(60):
        cycle = _open(2, 0, 90)
        cycle = questions.ask(cycle)
        reports = {code: join_cycle(cycle, by=_hat(Role.FOCAL_POINT, code)) for code in ("XAA", "XAB", "XAC", "XAD", "XAE")}
    with days_ago(30):
        for code, report in reports.items():
            questions.answer(report, _hat(Role.FOCAL_POINT, code), few=code == "XAA")
        _write(reports["XAA"], all_but=1)
        _step(_summary(_write(reports["XAB"])), "sign")
        _step(_step(_summary(_write(reports["XAC"])), "sign"), "submit")
        dunmarra = _write(reports["XAD"], levels=OTHER)
        dunmarra = questions.sign_by_letter(_summary(dunmarra), _hat(Role.FOCAL_POINT, "XAD"), _hat(Role.SECRETARIAT))
        dunmarra = _step(dunmarra, "submit")
        elvania = _step(_step(_summary(_write(reports["XAE"])), "sign"), "submit")
    with days_ago(20):
        _step(dunmarra, "publish")
        elvania = _step(elvania, "publish")
    with days_ago(5):
        _assess(elvania, _hat(Role.ASSESSOR, "XAB"))
