"""What each level of the scales means, said beside it wherever someone chooses."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.judging import AMBITION, CHANGE, COMPLETION, CONFIDENCE
from accord.accountability.models.recommendations import Recommendation

type Choices = Iterable[tuple[str, str | Promise]]

MEANS: dict[str, dict[str, str | Promise]] = {
    "completion": {
        "no_evidence": _("nothing public shows what was done, or that nothing was"),
        "not_started": _("no step has been taken"),
        "limited": _("some steps were taken; most of what was promised is still to come"),
        "substantial": _("most of what was promised is done; a part is still to come"),
        "complete": _("all that was promised is done"),
    },
    "ambition": {
        "unclear": _("the text does not say what would be different"),
        "modest": _("a good step, that changes a part of the problem or a few places"),
        "substantial": _("it would change the problem itself, in most places"),
    },
    "change": {
        "worsened": _("things are worse than before it began"),
        "none": _("nothing is different yet for children"),
        "marginal": _("a little is different, or for few"),
        "major": _("much is different, in a way that may last"),
        "outstanding": _("what children live with has changed altogether"),
    },
    "progress": {
        "not_started": _("no step has been taken"),
        "in_progress": _("steps were taken; a part is still to come"),
        "implemented": _("all that was asked for is done"),
        "ongoing": _("it asks for something that goes on, and it is done"),
        "not_relevant": _("what it speaks of is no more; say why"),
    },
    "confidence": {
        "low": _("few sources, or they contradict each other"),
        "medium": _("several sources that agree; something is missing"),
        "high": _("many sources, seen by yourself"),
    },
}


def explained(scale: str, choices: Choices) -> list[tuple[str, str | Promise]]:
    return [(code, format_lazy("{} – {}", words, MEANS[scale][code])) for code, words in choices]


COMPLETION_EXPLAINED = explained("completion", COMPLETION)
AMBITION_EXPLAINED = explained("ambition", AMBITION)
CHANGE_EXPLAINED = explained("change", CHANGE)
CONFIDENCE_EXPLAINED = explained("confidence", CONFIDENCE)
PROGRESS_EXPLAINED = explained("progress", Recommendation.Progress.choices)
