"""What two peers said, and the ratings: of which wording, by which capacity, with which reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accord.learning.criteria import CRITERIA, LEVELS
from accord.learning.models import Practice, Review


@dataclass(frozen=True)
class ReviewLine:
    """A released review. The peer's country is told, the name is not."""

    round: int
    area: dict[str, str]
    declaration: str
    language: str
    marks: list[tuple[str, str]]  # criterion and level in words
    strengths: str
    gaps: str
    grade: str
    grade_words: str
    reasons: str
    of_version: int
    on: date | None


@dataclass(frozen=True)
class RatingLine:
    round: int
    grade: str
    grade_words: str
    reasons: str
    language: str
    on: date
    of_version: int
    stands: bool  # of the wording that is shown now


def reviews_of(reviews: Sequence[Review]) -> list[ReviewLine]:
    """Those that are public, the newest round first."""
    levels = dict(LEVELS)
    shown = [r for r in reviews if r.released_on]
    return [
        ReviewLine(
            r.round, r.area.names, r.declaration, r.language,
            [(str(words), str(levels.get(r.marks.get(code, ""), "–"))) for code, words in CRITERIA.items()], r.strengths, r.gaps,
            r.grade, str(r.get_grade_display()), r.reasons, r.of_version, r.finished_on,
        )
        for r in sorted(shown, key=lambda one: (-one.round, one.pk))
    ]  # fmt: skip


def ratings_of(p: Practice) -> list[RatingLine]:
    return [
        RatingLine(r.round, r.grade, str(r.get_grade_display()), r.reasons, r.language, r.on, r.of_version, r.of_version ==
        p.version) for r in p.ratings.all()
    ]  # fmt: skip
