"""Practices in each state, a lineage of three generations, offers and needs, one exchange followed up: all invented."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from accord.kit import clock
from accord.learning.actions import (
    add_evidence,
    adopt,
    answer_question,
    ask_owner,
    draft_practice,
    edit_practice,
    enter_offer,
    finish_review,
    note_exchange,
    propose_exchange,
    rate_practice,
    take_exchange_step,
    take_practice_step,
    take_up_review,
    tell_update,
    write_review,
)
from accord.learning.criteria import CRITERIA
from accord.learning.exchange_states import exchange_step_named
from accord.learning.models import Adoption, Offer, Practice
from accord.learning.practice_states import practice_step_named
from accord.learning.wording import PRACTICE
from accord.people.models import Capacity, Role, World
from accord.record.models import Topic

TEXTS = ("kind", "title", "summary", "problem", "context", "done", "staffing", "results", "failed", "adapt", "currency")
GRADES = {"parents": ("promising", "effective"), "mediators": ("not_shown", "prudent"), "law": ("prudent", "prudent")}
WHY = {"parents": "The comparison is with groups that waited; it was not drawn by lot."}
RATED = {
    "parents": "Both peers found the effect likely; one misses a comparison drawn by lot. A second evaluation would change this.",
    "mediators": "Pupils reported as much bullying as before, and no evidence for it is linked.",
}
PLAN = (
    "A nurse of Aldoria calls the two trainers in Belmara each week, and visits once. "
    "Belmara pays the journey, Aldoria the hours."
)
PEERS = ("peer-reviewer@xac", "peer-reviewer@xae")


def hat_of(email: str, *roles: str) -> Capacity:
    found = Capacity.objects.active().filter(person__email=f"{email}.demo.example")
    return (found.filter(role__in=roles) if roles else found).order_by("id")[0]


def _officer() -> Capacity:
    return Capacity.objects.active().filter(role=Role.SECRETARIAT, person__world=World.DEMO).order_by("id")[0]


def _topics(codes: str) -> list[Topic]:
    return list(Topic.objects.filter(code__in=codes.split(";")))


def _draft(row: dict[str, str]) -> Practice:
    given: dict[str, Any] = {name: row[name] for name in TEXTS} | {"cost_covers": row["covers"], "language": "en"}
    given |= {"cost": Decimal(row["cost"]) if row["cost"] else None, "topics": _topics(row["topics"])}
    given |= {name: int(row[name]) if row[name] else None for name in ("cost_year", "since")}
    return draft_practice(given, by=hat_of(row["who"]))


def _step(practice: Practice, code: str, by: Capacity, reason: str = "") -> Practice:
    step = practice_step_named(code)
    assert step is not None
    return take_practice_step(practice, step, by=by, reason=reason)


def _review(practice: Practice, who: str, grade: str, reasons: str, *, finish: bool = True) -> None:
    by = hat_of(who, Role.PEER_REVIEWER)
    made = take_up_review(practice, declaration="none", by=by)
    levels = {code: "partly" if code in ("evidence", "lasting") else "met" for code in CRITERIA}
    given = {
        "marks": levels, "strengths": "It is told so that others could do it; the failures too.",
        "gaps": "Who measured is not independent of who ran it.", "grade": grade, "reasons": reasons, "language": "en",
    }  # fmt: skip
    made = write_review(made, given, version=1, by=by)
    if finish:
        finish_review(made, by=by)


def practices() -> None:
    """In each state: rated, reviewed, checked with a review begun, submitted, draft, withdrawn."""
    from accord.overview.demo.story import days_ago, table

    made: dict[str, Practice] = {}
    with days_ago(600):
        for row in table("practices.csv"):
            made[row["key"]] = _draft(row)
        _prove(made["parents"], made["law"])
        for key, practice in made.items():
            if key not in ("birth", "helpline"):
                _step(practice, "submit", _owner(practice))
    with days_ago(590):
        for key in ("parents", "mediators", "toolkit", "law", "radio"):
            made[key] = _step(made[key], "check", _officer())
    with days_ago(560):
        for key, grades in GRADES.items():
            for who, grade in zip(PEERS, grades, strict=True):
                _review(made[key], who, grade, WHY.get(key, "Little was measured."))
    with days_ago(540):
        for key, grade in (("parents", "promising"), ("mediators", "not_shown")):
            rate_practice(made[key], grade=grade, language="en", by=_officer(), reasons=RATED[key])
    _since(made)


def _owner(practice: Practice) -> Capacity:
    assert practice.contact is not None
    return practice.contact


def _prove(parents: Practice, law: Practice) -> None:
    by = _owner(parents)
    compared = "Health institute; 1,140 parents, half of them waited. 31 against 44 % hit a child."
    for title, stance, note in (
        ("Evaluation of parents’ groups in 24 clinics", "for", compared),
        ("Nurses’ time: an audit", "mixed", "Groups cost each clinic one consultation day a month."),
        ("Two districts where groups ended", "against", "Without supervision no effect was left after a year."),
    ):
        url = f"https://evidence.aldoria.example/{stance}"
        add_evidence(parents, {"title": title, "url": url, "year": 2023, "stance": stance, "note": note}, by=by)
    told = {"title": "Survey of teachers", "url": "https://survey.dunmarra.example/2024", "year": 2024, "stance": "for"}
    add_evidence(law, told | {"note": "900 teachers in all provinces; 71 % knew of the law."}, by=_owner(law))


def _since(made: dict[str, Practice]) -> None:
    from accord.overview.demo.story import days_ago

    with days_ago(420):
        parents = Practice.objects.get(pk=made["parents"].pk)
        given = {name: getattr(parents, name) for name in PRACTICE} | {"cost": Decimal(41), "cost_year": 2025}
        edit_practice(parents, given, version=parents.version, by=_owner(parents), reason="Prices rose.")
        tell_update(parents, text="The groups run in all forty districts now.", language="en", by=_owner(parents))
        _step(made["radio"], "withdraw", _owner(made["radio"]), "The series ended and its rights went back to the writers.")
    with days_ago(200):
        asked = ask_owner(
            made["parents"], text="How did you win fathers over in the north?", language="en", by=hat_of("focal-point@xad")
        )
        answer_question(asked, text="The village head asked them, in person. We never wrote.", language="en", by=_owner(parents))
    with days_ago(30):
        _step(made["helpline"], "submit", _owner(made["helpline"]))
        _review(made["toolkit"], PEERS[1], "promising", "It can be used as it is.", finish=False)
    with days_ago(6):
        ask_owner(
            made["parents"], text="Is the nurses’ course taught in French as well?", language="en", by=hat_of("focal-point@xaf")
        )


def _practice(start: str) -> Practice:
    return Practice.objects.get(title__startswith=start)


def adoptions() -> None:
    """Belmara replicates Aldoria's groups, Corvenia adapts Belmara's, Dunmarra Corvenia's; Elvania has them from Aldoria."""
    from accord.overview.demo.story import days_ago, table

    for row in table("adoptions.csv"):
        practice = _practice(row["practice"])
        source = Adoption.objects.get(practice=practice, area__code=row["from"]) if row["from"] else None
        told = {name: row[name] for name in ("title", "kind", "changed", "stage", "results")}
        with days_ago(int(row["days"])):
            decided = clock.today() - timedelta(days=3)
            given = told | {"decided_on": decided, "evidence": "", "language": "en"}
            adopt(practice, given, by=hat_of(row["who"]), source=source)


def offers() -> None:
    """Some that fit each other, and one exchange from its proposal to what became of it after six months."""
    from accord.overview.demo.story import days_ago, table

    made: list[Offer] = []
    for number, row in enumerate(table("offers.csv")):
        told = {name: row[name] for name in ("title", "kind", "text")}
        given = told | {"topics": _topics(row["topics"]), "languages": row["languages"].split(";"), "language": "en"}
        about = _practice(row["about"]) if row["about"] else None
        with days_ago(460 - number):
            made.append(enter_offer(given, side=row["side"], by=hat_of(row["who"]), practice=about))
    _exchange(made[0], made[1])


def _exchange(offer: Offer, need: Offer) -> None:
    from accord.overview.demo.story import days_ago

    giver, taker = hat_of("focal-point@xaa"), hat_of("focal-point@xab")
    with days_ago(430):
        day = clock.today()
        given = {"plan": PLAN, "starts_on": day + timedelta(days=20), "ends_on": day + timedelta(days=110), "language": "en"}
        made = propose_exchange(offer, given, by=taker, mine=need)
    for days, code, by in ((425, "agree", giver), (318, "held", taker)):
        with days_ago(days):
            step = exchange_step_named(code)
            assert step is not None
            made = take_exchange_step(made, step, by=by, version=made.version)
    for days, months, by, text, used in (
        (310, 0, giver, "Twelve calls and four days on the spot. The trainers asked more than we had thought of.", ""),
        (305, 0, taker, "The calls kept us from dropping the supervision. Two were missed for lack of a line.", ""),
        (125, 6, taker, "Groups run in twenty clinics.", "Supervisors sit in twice a year, as in Aldoria."),
    ):
        with days_ago(days):
            note_exchange(made, months=months, text=text, used=used, language="en", by=by)


def of_no_country() -> None:
    """What the council of the rivers does in several countries, and offers to all."""
    from accord.overview.demo.story import days_ago

    by = hat_of("council@rivers")
    with days_ago(80):
        made = draft_practice(COUNCIL | {"topics": _topics("inspire-r;trafficking;justice"), "language": "en"}, by=by)
        _step(made, "submit", by)
    with days_ago(74):
        _step(made, "check", _officer())
    with days_ago(72):
        given = COURSE | {"topics": _topics("inspire-r;trafficking"), "languages": ["en", "fr"], "language": "en"}
        enter_offer(given, side=Offer.Side.OFFER, by=by, practice=made)


COUNCIL: dict[str, Any] = {
    "kind": Practice.Kind.TOOL, "title": "One case form for all crossings",
    "summary": "Border posts of three rivers use one form for a child who travels alone: who asks what, and whom they call.",
    "problem": "A child who crossed two borders was asked the same five times; nobody read what the others had written.",
    "context": "Crossings with an officer day and night, a telephone, and a social worker on call within two hours.",
    "done": "1. The posts agreed on twelve questions.\n2. The form goes with the child.\n3. One number is called.",
    "staffing": "One trainer for two days at each post; nobody new.",
    "results": "Counted by the council in 31 posts: children were asked once instead of three to five times.",
    "failed": "Small posts without a social worker on call filled in the form and called nobody.",
    "adapt": "The twelve questions stay. Whom one calls is each country's own.",
    "cost_covers": "Print and two days of training a post; what officers' time costs was not counted.", "since": 2023,
}  # fmt: skip
COURSE = {
    "kind": Offer.Kind.TRAINING, "title": "Two days for border posts: one form, one call",
    "text": "A trainer of the council comes to a post of any country. The post gives the room and its officers' time.",
}  # fmt: skip
