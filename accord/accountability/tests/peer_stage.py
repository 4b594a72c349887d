"""Six fictional countries with their people, and a round of peer reviews brought to any state."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from accord.accountability import actions
from accord.accountability.models import PeerAssignment, PeerReview, PeerRound
from accord.accountability.peer_states import peer_step_named
from accord.accountability.tests.test_reporting import RATED, TOLD, Stage
from accord.kit import clock
from accord.people.models import Capacity

CODES = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")
DAY = date(2027, 1, 1)
GIVEN: dict[str, Any] = {
    "names": {"en": "Round one"}, "opens": DAY, "joins_until": date(2027, 1, 31), "number_on": date(2027, 2, 10),
    "begins": date(2027, 3, 1), "ends": date(2027, 12, 31), "team": 2, "most": 2, "apart": ["region", "income"],
    "source": "Lottery of the Six Rivers, first draw of the day", "source_url": "https://lottery.example/",
}  # fmt: skip
GROUPS = {
    "XAA": {"region": "N", "income": "LIC"}, "XAB": {"region": "N", "income": "UMC"}, "XAC": {"region": "S", "income": "LIC"},
    "XAD": {"region": "S", "income": "UMC"}, "XAE": {"region": "E", "income": "HIC"}, "XAF": {"region": "E", "income": "LMC"},
}  # fmt: skip
NUMBERS = "9 18 26 34 41 45"


def at(day: date) -> Any:
    return clock.standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=clock.now().tzinfo))


class Peers(Stage):
    """`people`: by role and country, as "focal_point XAB". XAA has a published commitment and a report."""

    def __init__(self) -> None:
        super().__init__()
        self.areas = {a.code: a for a in (self.home, self.far)}
        self.areas |= {code: self._area(code) for code in CODES[2:]}
        self.people: dict[str, Capacity] = {}
        for code in CODES:
            self.people[f"focal_point {code}"] = self.focal_of(code)
            self.people[f"peer_reviewer {code}"] = self._hat("peer_reviewer", self.areas[code])
        self.round = self.open()

    def until_published_with_entry(self) -> None:
        """The country's own report is public, so that the row of judgements is."""
        actions.write_entry(self.report, self.commitment, TOLD, version=0, by=self.focal)
        self.until_published_as_told()

    def focal_of(self, code: str) -> Capacity:
        area = self.areas[code]
        there = Capacity.objects.filter(role="focal_point", area=area).select_related("person", "area").first()
        return there or self._hat("focal_point", area)

    def open(self, slug: str = "r1", **more: Any) -> PeerRound:
        given = GIVEN | {"groups": GROUPS, "groups_source": "Made up"} | more
        with at(DAY):
            return actions.open_round(slug, given, by=self.secretariat, world="demo", cycle=self.cycle)

    def join(self, *codes: str) -> None:
        with at(date(2027, 1, 10)):
            for code in codes or CODES:
                actions.join_round(self.round, by=self.focal_of(code))

    def close(self) -> PeerRound:
        with at(date(2027, 2, 1)):
            self.round = actions.close_list(self.round, by=self.secretariat)
        return self.round

    def draw(self, numbers: str = NUMBERS, **more: Any) -> PeerRound:
        with at(date(2027, 2, 10)):
            self.round = actions.draw_round(self.round, numbers=numbers, by=self.secretariat, **more)
        return self.round

    def drawn(self) -> PeerReview:
        """The review of XAA, its team drawn."""
        if self.round.state == "joining":
            self.join()
            self.close()
            self.draw()
        return self.review("XAA")

    def review(self, code: str = "XAA") -> PeerReview:
        return PeerReview.objects.select_related("round", "area").get(round=self.round, area__code=code)

    def team(self, code: str = "XAA") -> list[PeerAssignment]:
        rows = PeerAssignment.objects.filter(review__round=self.round, review__area__code=code)
        return list(rows.exclude(state__in=("declined", "replaced")).select_related("area", "review__area", "review__round"))

    def accept_all(self, code: str = "XAA") -> None:
        for one in self.team(code):
            actions.accept_review(one, declaration="none", by=self.reviewer(one))

    def reviewer(self, one: PeerAssignment) -> Capacity:
        return self.people[f"peer_reviewer {one.area.code}"]

    def take(self, code: str, of: str = "XAA", reason: str = "") -> PeerReview:
        step = peer_step_named(code)
        assert step is not None
        return actions.take_peer_step(self.review(of), step, by=self.secretariat, reason=reason)

    def bring_to(self, state: str, judged: Mapping[str, str] | None = None) -> PeerReview:
        """The shortest way of the review of XAA to a state."""
        review = self.drawn()
        way = {
            "questions": (date(2027, 2, 20), self._to_questions), "dialogue": (date(2027, 4, 1), self._to_dialogue),
            "recommending": (date(2027, 5, 3), lambda: self.take("held")),
            "answers": (date(2027, 5, 20), lambda: self._give(judged or {})),
            "final": (date(2027, 8, 1), lambda: self.take("finish")),
        }  # fmt: skip
        for name, (day, act) in way.items():
            if self.review().state == state:
                break
            with at(day):
                act()
            assert self.review().state == name
        return self.review() if review else review

    def _to_questions(self) -> None:
        self.accept_all()
        self.take("questions")

    def _to_dialogue(self) -> None:
        review = self.review()
        actions.set_dialogue(review, date(2027, 5, 3), words="By video.", version=review.version, by=self.secretariat)
        self.take("dialogue")

    def _give(self, judged: Mapping[str, str]) -> None:
        for one in self.team():
            by = self.reviewer(one)
            given = {"text": f"Pass the law, says {one.area}.", "due": date(2028, 1, 1), "language": "en"}
            actions.propose_recommendation(one, given, version=0, by=by)
            level = judged.get(one.area.code, "limited")
            told = RATED | {"completion": level, "evidence": "Seen." if level in ("substantial", "complete") else ""}
            actions.judge_as_peer(one, self.commitment, told | {"rationale": f"So {one.area}."}, version=0, by=by)
        self.take("give")
