"""The parts of the outputs, by the code under which a shape names them: a new part is one function and one line here."""

from collections.abc import Callable

from accord.formats.document import Part
from accord.overview.outputs.chapters import answers, goals, opening, pathfinding, promises
from accord.overview.outputs.saying import Teller
from accord.overview.outputs.shapes import Shape

type Chapter = Callable[[Teller, Shape], Part]

CHAPTERS: dict[str, Chapter] = {
    "introduction": opening.introduction,
    "judgements": opening.judgements,
    "answers": answers.answers,
    "themes": answers.themes,
    "matrix": answers.matrix,
    "commitments": promises.commitments,
    "other_commitments": promises.other_commitments,
    "pledges": promises.pledges,
    "targets": goals.targets,
    "figures": goals.figures,
    "sources": goals.sources,
    "stage": pathfinding.stage,
    "requirements": pathfinding.requirements,
    "principles": pathfinding.principles,
}
