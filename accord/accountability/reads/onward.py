"""Where somebody who writes or assesses a report goes on to, once one part of it is saved."""

from accord.accountability.models import Answer, Report
from accord.accountability.reads.guards import asked_questions, reported_commitments

type Part = tuple[str, bool]  # where it is written, and whether it is


def next_unwritten(report: Report, after: str) -> str:
    """The form of the next part without a word, in the order of the report and then from its beginning (5 queries)."""
    answered = set(Answer.objects.filter(report=report).values_list("question_id", flat=True))
    told = set(report.entries.values_list("commitment_id", flat=True))
    return _next(
        report, after,
        [
            ("summary/", bool(report.summary.strip())),
            *((f"answer/{q.code}/", q.pk in answered) for q in asked_questions(report)),
            *((f"tell/{c.ref}/", c.pk in told) for c in reported_commitments(report)),
        ],
    )  # fmt: skip


def next_unrated(report: Report, after: str) -> str:
    """The form of the next commitment that the report speaks of and that the assessor has not rated (3 queries)."""
    told = set(report.entries.values_list("commitment_id", flat=True))
    rated = set(report.ratings.values_list("commitment_id", flat=True))
    return _next(report, after, [(f"rate/{c.ref}/", c.pk in rated) for c in reported_commitments(report) if c.pk in told])


def _next(report: Report, after: str, parts: list[Part]) -> str:
    """The report itself where nothing is left, or nothing but what was just saved."""
    places = [where for where, _written in parts]
    at = places.index(after) + 1 if after in places else 0
    open_ones = (where for where, written in parts[at:] + parts[:at] if not written and where != after)
    return report.url + next(open_ones, "")
