"""A round of peer reviews of the six countries, drawn by lot, each review in another state; and a round that takes members."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from accord.accountability.actions import (
    accept_review,
    answer_question,
    answer_recommendation,
    ask_question,
    close_list,
    declare_absence,
    decline_review,
    draw_round,
    enter_body_review,
    join_round,
    judge_as_peer,
    open_round,
    propose_recommendation,
    reply_to_peer,
    set_dialogue,
    take_peer_step,
)  # fmt: skip
from accord.accountability.models import Cycle, PeerAssignment, PeerJudgement, PeerReview, PeerRound, Recommendation, Report
from accord.accountability.peer_states import peer_step_named
from accord.accountability.reads.guards import reported_commitments
from accord.kit import clock
from accord.overview.demo.cycles import WHY
from accord.people.models import Area, Capacity, Role, World

CODES = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")
NAMES = {
    "ar": "جولة تجريبية {n} من مراجعات الأقران", "en": "Demonstration round {n} of peer reviews",
    "es": "Ronda de demostración {n} de revisiones entre pares", "fr": "Cycle de démonstration {n} d’examens par les pairs",
    "ru": "Показательный раунд {n} взаимных обзоров", "zh": "同行审议演示轮次 {n}",
}  # fmt: skip
GROUPS = {
    "XAA": {"region": "North", "income": "LMC"}, "XAB": {"region": "North", "income": "UMC"},
    "XAC": {"region": "South", "income": "LMC"}, "XAD": {"region": "South", "income": "HIC"},
    "XAE": {"region": "Islands", "income": "UMC"}, "XAF": {"region": "Islands", "income": "LIC"},
}  # fmt: skip
NUMBERS = "7 12 19 23 38 44"
QUESTION = "Which districts have had the rules for schools, and when do the others have them?"
ANSWER = "Twenty-six of forty districts have them. The others follow with the next school year; the timetable is public."
ASKED = (
    "Adopt the rules that carry out the law in all forty districts.",
    "Fund the helpline for three years ahead, at night as well.",
    "Publish each year how many complaints were made and how they ended.",
)
LEVELS = ("limited", "substantial", "limited", "not_started")
WAY = ("scheduled", "questions", "dialogue", "recommending", "answers", "final")
REACHES = {"XAA": "final", "XAB": "answers", "XAC": "recommending", "XAD": "questions", "XAE": "scheduled"}


def _hat(role: str, code: str = "") -> Capacity:
    found = Capacity.objects.active().filter(role=role, person__world=World.DEMO)
    return (found.filter(area__code=code) if code else found).order_by("id")[0]


def _given(n: int, days: Mapping[str, int]) -> dict[str, Any]:
    today = clock.today()
    return {
        "names": {code: words.format(n=n) for code, words in NAMES.items()}, "team": 2, "most": 3, "apart": ["region", "income"],
        "groups": GROUPS, "groups_source": "Demonstration: made up", "source": "Lottery of the Six Rivers, first draw of the day",
        **{name: today + timedelta(days=n) for name, n in days.items()},
    }  # fmt: skip


def tell() -> None:
    """Aldoria final, Belmara answers, Corvenia's reviewers write, Dunmarra is asked, Elvania's reviewers have not all accepted,
    Ferania is not reviewed since another body's review is near."""
    from accord.overview.demo.story import days_ago

    with days_ago(200):
        days = {"opens": 0, "joins_until": 20, "number_on": 30, "begins": 45, "ends": 330}
        cycle = Cycle.objects.get(slug="demo-1")
        made = open_round("peers-demo", _given(1, days), by=_hat(Role.SECRETARIAT), world=World.DEMO, cycle=cycle)
        upr = {
            "body": "upr",
            "document": "https://calendar.example/upr",
            "held_on": f"{clock.today() + timedelta(days=150):%Y-%m}",
        }
        enter_body_review(Area.objects.get(code="XAF"), upr, by=_hat(Role.SECRETARIAT))
        for code in CODES:
            join_round(made, by=_hat(Role.FOCAL_POINT, code))
    with days_ago(175):
        made = close_list(made, by=_hat(Role.SECRETARIAT))
    with days_ago(168):
        made = draw_round(made, numbers=NUMBERS, by=_hat(Role.SECRETARIAT))
    _away_for_good(made)
    for code in REACHES:
        _go(made, code)
    with days_ago(10):
        days = {"opens": 0, "joins_until": 35, "number_on": 45, "begins": 60, "ends": 400}
        later = open_round("peers-next", _given(2, days), by=_hat(Role.SECRETARIAT), world=World.DEMO)
    with days_ago(6):
        for code in ("XAB", "XAC"):
            join_round(later, by=_hat(Role.FOCAL_POINT, code))


def _away_for_good(made: PeerRound) -> None:
    """One of Elvania's reviewers declines, the other has not answered: it is overdue."""
    from accord.overview.demo.story import days_ago

    with days_ago(160):
        first = (
            PeerAssignment.objects.filter(review__round=made, review__area__code="XAE")
            .select_related("review")
            .order_by("place")[0]
        )
        decline_review(first, reason="The only reviewer is on leave until spring.", by=_hat(Role.PEER_REVIEWER, first.area.code))
        today = clock.today()
        declare_absence(
            first.area, first=today + timedelta(250), last=today + timedelta(280), by=_hat(Role.FOCAL_POINT, first.area.code)
        )


def _go(made: PeerRound, code: str) -> None:
    """Each state some days after the one before."""
    from accord.overview.demo.story import days_ago

    review = PeerReview.objects.select_related("area", "round").get(round=made, area__code=code)
    acts = {"questions": _accept_and_ask, "dialogue": _dialogue, "recommending": _held, "answers": _give, "final": _answer}
    reached = WAY.index(REACHES[code])
    for ago, state in zip((150, 115, 100, 50, 20), WAY[1:], strict=True):
        if WAY.index(state) <= reached:
            with days_ago(ago):
                acts[state](review)
    if code == "XAD":
        with days_ago(9):
            _ask(review)


def _step(review: PeerReview, code: str) -> None:
    step = peer_step_named(code)
    assert step is not None
    take_peer_step(review, step, by=_hat(Role.SECRETARIAT))


def _team(review: PeerReview) -> list[PeerAssignment]:
    rows = review.assignments.select_related("area", "review").filter(state__in=("offered", "accepted"))
    return list(rows.order_by("place"))


def _accept_and_ask(review: PeerReview) -> None:
    for one in _team(review):
        accept_review(one, declaration="none", by=_hat(Role.PEER_REVIEWER, one.area.code))
    _step(review, "questions")
    if review.area.code != "XAD":
        _ask(review)
        question = review.questions.get()
        answer_question(question, text=ANSWER, version=1, by=_hat(Role.FOCAL_POINT, review.area.code))


def _ask(review: PeerReview) -> None:
    one = _team(review)[0]
    ask_question(one, text=QUESTION, language="en", by=_hat(Role.PEER_REVIEWER, one.area.code))


def _dialogue(review: PeerReview) -> None:
    day = clock.today() + timedelta(days=10)
    words = "Held online, with the ministries and a council of children."
    review.refresh_from_db()
    set_dialogue(review, day, words=words, version=review.version, by=_hat(Role.SECRETARIAT))
    _step(review, "dialogue")


def _held(review: PeerReview) -> None:
    _step(review, "held")
    if REACHES[review.area.code] == "recommending":
        one = _team(review)[0]
        due = clock.today() + timedelta(days=500)
        propose_recommendation(
            one, {"text": ASKED[2], "due": due, "language": "en"}, version=0, by=_hat(Role.PEER_REVIEWER, one.area.code)
        )


def _give(review: PeerReview) -> None:
    report = Report.objects.filter(area=review.area, cycle=review.round.cycle).first()
    commitments = sorted(reported_commitments(report), key=lambda c: c.pk) if report else []
    for n, one in enumerate(_team(review)):
        by, due = _hat(Role.PEER_REVIEWER, one.area.code), clock.today() + timedelta(days=600)
        for text in ASKED[n : n + 2]:
            propose_recommendation(one, {"text": text, "due": due, "language": "en"}, version=0, by=by)
        for k, commitment in enumerate(commitments[:3]):
            level = LEVELS[(n + k) % len(LEVELS)]
            told = {
                "completion": level, "ambition": "modest", "change": "marginal", "confidence": "medium", "rationale": WHY[level],
                "evidence": "The dialogue; two visits." if level == "substantial" else "",
            }  # fmt: skip
            judge_as_peer(one, commitment, told, version=0, by=by)
    _step(review, "give")


def _answer(review: PeerReview) -> None:
    by = _hat(Role.FOCAL_POINT, review.area.code)
    for n, row in enumerate(Recommendation.objects.filter(symbol=review.ref).order_by("pk")):
        response = "noted" if n == 1 else "supported"
        answer_recommendation(row, response=response, reason=REASONS[response], version=row.version, by=by)
    for judged in PeerJudgement.objects.filter(assignment__review=review, completion="not_started").select_related("assignment"):
        reply_to_peer(judged, text="The post was filled last month.", version=1, by=by)
    _step(review, "finish")


REASONS = {
    "supported": "It goes with the plan; the money is in the next budget.",
    "noted": "The country sees the need and cannot yet say from which budget.",
}
