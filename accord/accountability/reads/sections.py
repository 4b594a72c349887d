"""A section of one report, to be written in."""

from accord.accountability.models import Answer, Contribution, ProposedAnswer, Question, Report, Section


def questions_of(section: Section) -> list[Question]:
    return list(section.questions.select_related("indicator", "section"))


def answers_of(report: Report, section: Section) -> dict[int, Answer]:
    """By question."""
    return {a.question_id: a for a in Answer.objects.filter(report=report, question__section=section)}


def proposals_of(contribution: Contribution) -> dict[int, ProposedAnswer]:
    """By question."""
    return {p.question_id: p for p in contribution.proposals.all()}
