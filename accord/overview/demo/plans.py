"""Three action plans, the actions in two of them, and Pathfinding in three countries: all invented."""

from datetime import timedelta
from decimal import Decimal

from accord.accountability.actions import (
    assess_self,
    attest_item,
    draft_action,
    draft_plan,
    edit_action,
    edit_plan,
    enter_decision,
    publish_action,
    take_back_decision,
    take_plan_step,
    tell_action,
    withdraw_action,
)  # fmt: skip
from accord.accountability.actions.plan_actions import Target
from accord.accountability.models import ActionPlan, Commitment, HostDecision, Recommendation
from accord.accountability.plan_states import plan_step_named
from accord.accountability.requirements import PRINCIPLES
from accord.kit import clock
from accord.overview.demo.promises import ANSWERED
from accord.people.models import Area, Capacity, Organisation, Role, World
from accord.record.models import Topic

TITLES = {"XAA": "Every child safe in Aldoria", "XAB": "Belmara's plan for safe childhoods", "XAC": "Corvenia: first outline"}
TEXT = (
    "Over four years laws, services and schools work together so that fewer children meet violence, and those who do find help "
    "near by. The plan was costed with the ministry of finance; a council of children was heard twice."
)


def _hat(role: str, code: str = "") -> Capacity:
    found = Capacity.objects.active().filter(role=role, person__world=World.DEMO)
    return (found.filter(area__code=code) if code else found).order_by("id")[0]


def _lead(code: str) -> Organisation | None:
    return Organisation.objects.filter(area__code=code, kind=Organisation.Kind.GOVERNMENT).first()


def begin() -> None:
    """Before any commitment: those name their plan. Aldoria's is in force, Belmara's in co-creation, Corvenia's a draft."""
    from accord.overview.demo.story import days_ago

    with days_ago(640):
        start = clock.today()
        for code, title in TITLES.items():
            given = {
                "title": title, "text": TEXT, "lead": _lead(code), "starts_on": start, "ends_on": start + timedelta(days=1460),
                "budget": Decimal(12_000_000), "currency": "EUR", "funded_share": 40, "language": "en", "document": "",
            }  # fmt: skip
            made = draft_plan(given, by=_hat(Role.FOCAL_POINT, code))
            if code != "XAC":
                _step(made, "open")
    with days_ago(632):
        plan = ActionPlan.objects.get(area__code="XAA")
        given |= {"title": plan.title, "lead": plan.lead, "document": "https://plan.aldoria.example/2028"}
        why = "The council of children asked that the budget be named."
        edit_plan(
            plan, given | {"budget": Decimal(14_500_000)}, version=plan.version, by=_hat(Role.FOCAL_POINT, "XAA"), reason=why
        )


def _step(plan: ActionPlan, code: str) -> None:
    step = plan_step_named(code)
    assert step is not None
    take_plan_step(plan, step, by=_hat(Role.FOCAL_POINT, plan.area.code))


def act() -> None:
    """After the commitments: actions that carry them out, and Aldoria's plan goes its way."""
    from accord.overview.demo.story import days_ago, table

    for number, row in enumerate(table("actions.csv")):
        with days_ago(560 - number):
            _one(row, _hat(Role.FOCAL_POINT, row["country"]))
    plan = ActionPlan.objects.get(area__code="XAA")
    for days, code in ((540, "submit"), (500, "in-force")):
        with days_ago(days):
            _step(plan, code)


def _one(row: dict[str, str], by: Capacity) -> None:
    assert by.area is not None
    start = clock.today()
    given: dict[str, object] = {
        "title": row["title"], "text": row["text"], "plan": ActionPlan.objects.get(area=by.area), "lead": _lead(row["country"]),
        "topics": list(Topic.objects.filter(code__in=row["topics"].split(";"))),
        "provinces": [name for name in row["provinces"].split(";") if name], "starts_on": start,
        "ends_on": start + timedelta(days=int(row["days"])), "budget": Decimal(row["budget"]) if row["budget"] else None,
        "currency": "EUR" if row["budget"] else "", "funded_share": int(row["funded"]) if row["funded"] else None,
        "language": "en",
    }  # fmt: skip
    made = draft_action(given, by=by, ties=_ties(row, by.area))
    if row["state"] == "draft":
        return
    made = publish_action(made, by=by)
    with clock.standing_at(clock.now() + timedelta(days=200)):
        if row["status"]:
            tell_action(made, status=row["status"], evidence=row["evidence"], version=1, by=by)
        if row["state"] == "revised":
            text = f"{row['text']} Teachers are trained first."
            edit_action(made, given | {"text": text}, version=made.version, by=by, reason="Teachers asked to be trained first.")
        if row["state"] == "withdrawn":
            withdraw_action(made, by=by, reason="Filters did not stop what happens on children's own telephones.")


def _ties(row: dict[str, str], area: Area) -> list[tuple[Target, str]]:
    ties: list[tuple[Target, str]] = []
    for theme in filter(None, row["answers"].split(";")):
        asked = Recommendation.objects.filter(area=area, text__icontains=ANSWERED[theme]).order_by("id")
        ties += [(one, row["how"]) for one in asked[:1]]
    if row["serves"]:
        ties.append((Commitment.objects.get(ref=f"{area.code}-{row['serves']}"), "It is the main way in which it is kept."))
    return ties


def find_the_way() -> None:
    """Aldoria confirmed and on its way, Belmara past its eighteen months, Corvenia with interest alone."""
    from accord.overview.demo.story import days_ago

    officer = _hat(Role.SECRETARIAT)
    told = (("XAA", 420, "expressed"), ("XAA", 300, "confirmed"), ("XAB", 640, "confirmed"), ("XAC", 60, "expressed"))
    for code, days, stage in told:
        with days_ago(days - 5):
            _decide(code, stage, days, officer)
    with days_ago(40):
        mistaken = _decide("XAC", "confirmed", 45, officer)
    with days_ago(38):
        take_back_decision(mistaken, by=officer, reason="The letter was about another country.")
    _checklists()
    with days_ago(250):
        _assess("XAA", ("partly", "not_yet", "partly", "unknown", "partly", "not_yet", "partly", "partly"), 0)
    with days_ago(30):
        _assess("XAA", ("largely", "partly", "partly", "partly", "partly", "fully", "partly", "partly"), 1)


def _decide(code: str, stage: str, days: int, officer: Capacity) -> HostDecision:
    area, day = Area.objects.get(code=code), clock.today() - timedelta(days=5)
    return enter_decision(area, stage=stage, decided_on=day, document=f"https://host.example/{code.lower()}-{days}", by=officer)


SAID = {
    "focal-point": ("XAA:done XAB:done", "The deputy minister leads; the decree is published."),
    "group": ("XAA:done XAB:under_way", "Twelve bodies meet each quarter, two of them led by children."),
    "data": ("XAA:under_way XAB:done", "The survey of households is being prepared with the statistical office."),
    "plan": ("XAA:under_way XAB:under_way", "The plan is costed; its resources are found for two of four years."),
    "children": ("XAB:not_begun", "The council of children is yet to be chosen."),
}


def _checklists() -> None:
    from accord.overview.demo.story import days_ago

    for number, (requirement, (states, words)) in enumerate(SAID.items()):
        for one in states.split():
            code, status = one.split(":")
            with days_ago(240 - 20 * number):
                evidence = f"https://gazette.{code.lower()}.example/{requirement}" if status == "done" else ""
                attest_item(
                    Area.objects.get(code=code), requirement, status=status, words=words, evidence=evidence, language="en",
                    version=0, by=_hat(Role.FOCAL_POINT, code),
                )  # fmt: skip


def _assess(code: str, levels: tuple[str, ...], version: int) -> None:
    why = "The ministry and the council of children looked at laws, budgets and services of the last two years."
    marks = {one: {"level": level, "why": why} for one, level in zip(PRINCIPLES, levels, strict=True)}
    process = "Three workshops with ministries, civil society and forty children; a draft was open for comment for four weeks."
    assess_self(
        Area.objects.get(code=code), marks, process=process, language="en", version=version, by=_hat(Role.FOCAL_POINT, code)
    )
