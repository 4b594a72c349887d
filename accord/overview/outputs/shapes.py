"""What each body asks for: title, limit and parts in their order. A shape is data; its parts are written in `chapters/`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.calc.wordcount import TREATY_BODY, UNIVERSAL_REVIEW


@dataclass(frozen=True)
class Shape:
    """`body` gives the recommendations it is about, if any; `rows` what a line of its CSV is."""

    code: str
    title: str | Promise
    about: str | Promise
    parts: tuple[str, ...]
    rows: str  # recommendations, figures or requirements
    body: str = ""
    limit: int | None = None
    limit_words: str | Promise = ""


_ALL = (
    Shape(
        "upr-mid-term",
        _("Mid-term report for the Universal Periodic Review"),
        _("Recommendations of the newest review by theme: the answer, what was done, what comes next; a matrix of them all."),
        ("introduction", "answers", "themes", "other_commitments", "pledges", "judgements", "matrix"),
        "recommendations",
        "upr",
        UNIVERSAL_REVIEW,
        _("The limit of a national report; mid-term reports are voluntary, and none is set for them."),
    ),
    Shape(
        "crc-replies",
        _("Replies to the Committee on the Rights of the Child"),
        _("The Committee's newest recommendations by theme, what was done, what comes next, and figures."),
        ("introduction", "answers", "themes", "other_commitments", "figures", "judgements", "matrix", "sources"),
        "recommendations",
        "crc",
        TREATY_BODY,
        _("The limit of a periodic report; replies to a list of issues prior to reporting are that report."),
    ),
    Shape(
        "vnr",
        _("Voluntary National Review: violence against children"),
        _("By target of the Sustainable Development Goals: figures with source and year, commitments and actions."),
        ("introduction", "targets", "other_commitments", "judgements", "sources"),
        "figures",
    ),
    Shape(
        "pathfinding",
        _("Pathfinding progress report"),
        _("By Pathfinding's five requirements: what is done, with its evidence; principles; commitments as reported."),
        ("stage", "introduction", "requirements", "principles", "commitments", "judgements"),
        "requirements",
    ),
)  # fmt: skip
SHAPES = {shape.code: shape for shape in _ALL}
