"""Four judgements on one scale: circle government, diamond assessor, square civil society, triangle peers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.kit.charts.pen import ChartPicture, Pen, reads_from_the_right

WIDE, HIGH, AXIS, EDGE = 340, 92, 52, 34
WHO: dict[str, str | Promise] = {
    "government": gettext_lazy("Government"),
    "assessor": gettext_lazy("Independent assessor"),
    "civil_society": gettext_lazy("Civil society"),
    "peers": gettext_lazy("Peers"),
}
HEIGHTS = {"government": 33, "assessor": 33, "civil_society": 74, "peers": 74}
SIDES = {"government": 1, "assessor": -1, "civil_society": -1, "peers": 1}  # which way two on one step make room


@dataclass(frozen=True)
class Judgement:
    """`step` counts from 0; None is a judgement not given. `low` and `high` are the range of several; with no step, that they
    differ and that no middle of them is shown."""

    who: str
    step: int | None
    low: int | None = None
    high: int | None = None


def rating(judgements: Sequence[Judgement], steps: Sequence[str | Promise], name: str) -> ChartPicture:
    """The marks; the words of the steps stand beneath as text (components/rating.html)."""
    spread = [one for one in judgements if _is_spread(one)]
    lower = any((one.step is not None or _is_spread(one)) and HEIGHTS[one.who] > AXIS for one in judgements)
    pen = Pen(WIDE, HIGH if lower else AXIS + 10, reads_from_the_right())
    each = (WIDE - 2 * EDGE) / (len(steps) - 1)
    parts = [pen.line(EDGE, AXIS, WIDE - EDGE, AXIS, "axis")]
    parts += [pen.line(EDGE + i * each, AXIS - 5, EDGE + i * each, AXIS + 5, "tick") for i in range(len(steps))]
    given = {one.who: one for one in judgements if one.step is not None}
    parts += _bracket(pen, given, each)
    for one in [*given.values(), *spread]:
        if one.low is not None and one.high is not None and one.low != one.high:
            y = HEIGHTS[one.who]
            parts.append(pen.line(EDGE + one.low * each, y, EDGE + one.high * each, y, "ci k3"))
    drawn = [(who, one.step) for who, one in given.items()] + [(one.who, end) for one in spread for end in (one.low, one.high)]
    for who, step in drawn:
        beside = [other for other, there in drawn if there == step and HEIGHTS[other] == HEIGHTS[who]]
        parts.append(mark(pen, who, EDGE + (step or 0) * each + (9 * SIDES[who] if len(beside) > 1 else 0), HEIGHTS[who]))
    rows = tuple((str(WHO[one.who]), _said(one, steps)) for one in judgements)
    label = " ".join([f"{name}.", *(f"{who}: {said}." for who, said in rows), gap_words(judgements)]).strip()
    return ChartPicture(pen.svg(parts, label), label, (_("Who"), _("Judgement")), rows)


def _is_spread(one: Judgement) -> bool:
    return one.step is None and one.low is not None


def mark(pen: Pen, who: str, x: float, y: float, size: float = 7) -> SafeString:
    """One of the four marks, centred."""
    if who == "government":
        return pen.dot(x, y, size, "f1")
    if who == "assessor":
        far = size * 1.2
        return pen.shape([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], "f2")
    if who == "civil_society":
        half = size * 0.9
        return pen.box(x - half, y - half, half * 2, half * 2, "f3")
    return pen.shape([(x, y - size * 1.1), (x + size * 1.1, y + size * 0.8), (x - size * 1.1, y + size * 0.8)], "f4")


def mark_alone(who: str) -> SafeString:
    """The mark before a name in a list or table; the name beside it says who."""
    drawn = mark(Pen(16, 16), who, 8, 8, 6)
    return SafeString(f'<svg class="m" viewBox="0 0 16 16" aria-hidden="true">{drawn}</svg>')


def gap(judgements: Sequence[Judgement]) -> int | None:
    """Steps between government and assessor: positive where the government sees more. None until both have spoken."""
    step = {one.who: one.step for one in judgements}
    government, assessor = step.get("government"), step.get("assessor")
    return None if government is None or assessor is None else government - assessor


def gap_words(judgements: Sequence[Judgement]) -> str:
    apart = gap(judgements)
    if apart is None:
        return ""
    if apart == 0:
        return _("Government and assessor agree.")
    return ngettext(
        "Government and assessor are %(count)s step apart.", "Government and assessor are %(count)s steps apart.", abs(apart)
    ) % {"count": abs(apart)}


def _bracket(pen: Pen, given: dict[str, Judgement], each: float) -> list[SafeString]:
    apart = gap(list(given.values()))
    if not apart:
        return []
    ends = [EDGE + (given[who].step or 0) * each for who in ("government", "assessor")]
    return [pen.path([(ends[0], 20), (ends[0], 12), (ends[1], 12), (ends[1], 20)], "gap")]


def _said(one: Judgement, steps: Sequence[str | Promise]) -> str:
    if one.step is None:
        if one.low is None or one.high is None:
            return _("not given yet")
        return _("from %(low)s to %(high)s") % {"low": steps[one.low], "high": steps[one.high]}
    words = str(steps[one.step])
    if one.low is None or one.high is None or one.low == one.high:
        return words
    return _("%(middle)s (range from %(low)s to %(high)s)") % {
        "middle": words,
        "low": steps[one.low],
        "high": steps[one.high],
    }
