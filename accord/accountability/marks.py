"""What the search index is told of recommendations, so that a list is narrowed and searched at once."""

from collections.abc import Sequence

from accord.accountability.models import Placing, Recommendation
from accord.record.models import Card

BY_COLUMN = ("body", "response", "progress")


def column_mark(name: str, value: str) -> str:
    """Of a column that says nothing, too: what nothing was told of is looked for."""
    return name + (value.replace("_", "") or "untold")


def heading_mark(heading: int) -> str:
    return f"heading{heading}"


def recommendations(cards: Sequence[Card]) -> dict[int, list[str]]:
    """Two queries."""
    by_ref = {card.ref.partition("/")[2]: card.pk for card in cards}
    marks: dict[int, list[str]] = {}
    rows = Recommendation.objects.filter(ref__in=by_ref).values("pk", "ref", *BY_COLUMN)
    for row in rows:
        marks[by_ref[row["ref"]]] = [column_mark(name, row[name]) for name in BY_COLUMN]
    of = {row["pk"]: by_ref[row["ref"]] for row in rows}
    for recommendation, heading in Placing.objects.filter(recommendation__in=of).values_list("recommendation_id", "heading_id"):
        marks[of[recommendation]].append(heading_mark(heading))
    return marks
