"""The rows of an output's CSV: codes and words as the records have them, in no language of their own."""

from collections.abc import Iterable, Iterator

from accord.kit.asked import on_this_site
from accord.overview.outputs.inputs import Inputs
from accord.overview.outputs.shapes import Shape

# The first ones are those of docs/formats/recommendations.md: the file can be read in again.
RECOMMENDATIONS = (
    "to", "body", "symbol", "paragraph", "date", "cycle", "session", "from", "text", "language", "response", "issue", "persons",
    "goals", "strategies", "response_reason", "progress", "told_on", "rationale", "evidence", "commitments", "actions", "url",
)  # fmt: skip
FIGURES = (
    "target", "indicator", "name", "sex", "age", "period", "value", "unit", "earliest_year", "earliest_value", "nature", "flags",
    "source", "licence", "dated", "url",
)  # fmt: skip
REQUIREMENTS = ("requirement", "words", "status", "said", "language", "evidence", "told_on")
NOT_ASKED = "not_asked"  # is no answer: a file has none where a body asks for none


def table_of(inputs: Inputs, shape: Shape) -> tuple[tuple[str, ...], Iterable[tuple[str, ...]]]:
    """Heads and rows: one row for each recommendation, figure or requirement, as the shape says."""
    if shape.rows == "figures":
        return FIGURES, _figures(inputs)
    if shape.rows == "requirements":
        return REQUIREMENTS, _requirements(inputs)
    return RECOMMENDATIONS, _recommendations(inputs, shape.body)


def _recommendations(inputs: Inputs, body: str) -> Iterator[tuple[str, ...]]:
    known = {c.ref for c in inputs.commitments} | {a.ref for a in inputs.actions}
    for r in inputs.recommendations.get(body, []):
        ties = [";".join(ref for ref in refs if ref in known) for refs in (r.commitments, r.actions)]
        yield (
            inputs.iso3, r.body, r.symbol, r.paragraph, r.given_on, _text(r.cycle), _text(r.session), r.from_words, r.text.text,
            r.text.lang, "" if r.response == NOT_ASKED else r.response, "; ".join(r.themes), "; ".join(r.persons),
            ";".join(r.goals), ";".join(r.strategies), r.reason.text if r.reason else "", r.progress, _text(r.told_on),
            r.rationale.text if r.rationale else "", r.evidence.text if r.evidence else "", *ties, on_this_site(f"en/{r.url}"),
        )  # fmt: skip


def _figures(inputs: Inputs) -> Iterator[tuple[str, ...]]:
    sources = {s.release: s for s in inputs.sources}
    for f in inputs.figures:
        source = sources[f.release]
        yield (
            f.target, f.indicator, f.names.get("en", ""), f.sex, f.age, f.period, str(f.value), f.unit, _text(f.first_year),
            _text(f.first), f.nature, f.flags, source.name, source.licence, source.dated,
            on_this_site(f"en/indicators/{f.indicator}/"),
        )  # fmt: skip


def _requirements(inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for item in inputs.pathfinding.items:
        yield item.code, item.words, item.status, item.said, item.language, item.evidence, _text(item.attested_on)


def _text(value: object) -> str:
    return "" if value is None else str(value)
