"""Recommendations: how many and how answered, by theme what was done and what comes next, and the matrix of all of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Recommendation
from accord.formats.document import Block, Column, Part, Run, Table
from accord.overview.outputs.chapters.promises import done_and_next
from accord.overview.outputs.inputs import ActionIn, CommitmentIn, RecommendationIn
from accord.overview.outputs.saying import (
    Teller,
    code,
    heading,
    joined,
    number,
    paragraph,
    point,
    say,
    sentence,
    told,
    told_in,
)  # fmt: skip
from accord.overview.outputs.shapes import Shape

PROGRESS = dict(Recommendation.Progress.choices)


def given(teller: Teller, shape: Shape) -> list[RecommendationIn]:
    return teller.inputs.recommendations.get(shape.body, [])


def answers(teller: Teller, shape: Shape) -> Part:
    title, rows = say(_("Recommendations and answers")), given(teller, shape)
    if not rows:
        none = _("No recommendation of this body to this country is held here. That does not say that none was given.")
        return Part("answers", title, [paragraph(say(none))])
    total = say(
        _("Recommendations of the newest review or document that is held here (%(which)s): %(count)s."), which=_of(rows[0]),
        count=number(len(rows)),
    )  # fmt: skip
    told_by = Counter(r.progress_words for r in rows if r.progress)
    untold = sum(not r.progress for r in rows)
    far = [_count(words, n) for words, n in told_by.items()] + ([_count(str(_("not told")), untold)] if untold else [])
    blocks = [
        paragraph(total),
        paragraph(say(_("Answers:")), code(" "), *joined([_count(w, n) for w, n in _by_response(rows)], code("; ")), code(".")),
        paragraph(say(_("Carried out, as the government tells:")), code(" "), *joined(far, code("; ")), code(".")),
    ]
    return Part("answers", title, [*blocks, *_left_out(teller, shape)])


def _of(r: RecommendationIn) -> str:
    """The review or the document that it stands in."""
    if r.body == Recommendation.Body.UPR and r.cycle:
        return str(_("cycle %(number)s")) % {"number": r.cycle}
    return r.symbol or r.given_on or str(r.session or "–")


def _by_response(rows: Iterable[RecommendationIn]) -> list[tuple[str, int]]:
    return Counter(r.response_words for r in rows).most_common()


def _count(words: str, n: int) -> list[Run]:
    return [code(f"{words} {number(n)}")]


def _left_out(teller: Teller, shape: Shape) -> list[Block]:
    earlier, cut = teller.inputs.earlier.get(shape.body, 0), teller.inputs.cut.get(shape.body, 0)
    made = []
    if earlier:
        made.append(
            paragraph(
                say(_("Of earlier reviews and documents %(count)s are held; they are not told here."), count=number(earlier))
            )
        )
    if cut:
        made.append(paragraph(say(_("Left out of this text for their number: %(count)s."), count=number(cut))))
    return made


def themes(teller: Teller, shape: Shape) -> Part:
    """Each recommendation once, under the first theme that its source names."""
    by_theme: dict[str, list[RecommendationIn]] = defaultdict(list)
    for r in given(teller, shape):
        by_theme[r.themes[0] if r.themes else ""].append(r)
    blocks: list[Block] = []
    for theme in sorted(by_theme, key=lambda t: (not t, t.casefold())):
        blocks += _theme(teller, theme, by_theme[theme])
    nothing = [paragraph(say(_("There is no recommendation to tell of.")))]
    return Part("themes", say(_("By theme")), blocks or nothing)


def _theme(teller: Teller, theme: str, rows: Sequence[RecommendationIn]) -> list[Block]:
    name = Run(theme, told_in("en")) if theme else say(_("Without a theme"))
    refs = joined([[code(r.mark, r.url)] for r in rows], code(", "))
    counts = joined([_count(words, n) for words, n in _by_response(rows)], code("; "))
    lead = paragraph(say(_("Recommendations:")), code(" "), *refs, code(" ("), *counts, code(")."))
    promised, acts = answering(teller, rows)
    said = [_follow_up(r) for r in rows if r.progress]
    return [heading(name), lead, *done_and_next(teller, promised, acts, said, 3)]


def answering(teller: Teller, rows: Iterable[RecommendationIn]) -> tuple[list[CommitmentIn], list[ActionIn]]:
    """Commitments that answer them, and actions that do or that carry those commitments out, each once."""
    refs = dict.fromkeys(ref for r in rows for ref in r.commitments if ref in teller.commitments)
    acts = dict.fromkeys(ref for r in rows for ref in r.actions if ref in teller.actions)
    acts |= dict.fromkeys(a.ref for a in teller.inputs.actions if set(a.serves) & set(refs))
    return [teller.commitments[ref] for ref in refs], [teller.actions[ref] for ref in acts]


def _follow_up(r: RecommendationIn) -> Block:
    head = [code(r.mark, r.url), code(": "), code(r.progress_words, strong=True)]
    evidence = [say(_("Evidence:")), code(" "), told(r.evidence)] if r.evidence else []
    return point(*sentence(head, [told(r.rationale)] if r.rationale else [], evidence))


def matrix(teller: Teller, shape: Shape) -> Part:
    """An annex: no limit counts its words."""
    rows = given(teller, shape)
    title = say(_("Annex: recommendation by recommendation"))
    if not rows:
        return Part("matrix", title, [paragraph(say(_("There is no recommendation to tell of.")))], counted=False)
    columns = [
        Column(str(_("Paragraph")), 2), Column(str(_("Recommendation")), 6), Column(str(_("Answer")), 2),
        Column(str(_("Told by the government")), 3), Column(str(_("Commitments and actions")), 3),
    ]  # fmt: skip
    about = say(_("Each recommendation with its answer, how far it is carried out, and what answers it.")).text
    lines = [_line(teller, r) for r in rows]
    return Part("matrix", title, [Table(str(_("Matrix of recommendations")), about, columns, lines)], counted=False)


def _line(teller: Teller, r: RecommendationIn) -> list[list[Run]]:
    text = [told(r.text), *([code(f" ({r.from_words})")] if r.from_words else [])]
    answer = [code(r.response_words), *([code(". "), told(r.reason)] if r.reason else [])]
    refs = [ref for ref in r.commitments if ref in teller.commitments] + [ref for ref in r.actions if ref in teller.actions]
    ties = joined([[code(ref, _url_of(teller, ref))] for ref in refs], code(", "))
    return [
        [code(r.mark, r.url)], text, answer, [code(r.progress_words) if r.progress else say(_("Not told"))],
        ties or [say(_("None is tied"))],
    ]  # fmt: skip


def _url_of(teller: Teller, ref: str) -> str:
    return teller.commitments[ref].url if ref in teller.commitments else teller.actions[ref].url
