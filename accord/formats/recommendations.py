"""Recommendations of human rights bodies to States, in one neutral layout: docs/formats/recommendations.md.

Read as CSV, Excel workbook or JSON; the columns of UPR Info's database are the same layout by other names. The OHCHR's
thematic list of one review has a parser of its own (`thematic_list.py`).
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from accord.formats import bodies
from accord.formats.messages import refuse
from accord.formats.recommendation_forms import open_form
from accord.formats.result import Refusal
from accord.formats.review_columns import (
    ALIASES,
    RESPONSES,
    action_of,
    check_filled,
    decoded,
    further_of,
    session_of,
    several,
)  # fmt: skip
from accord.formats.table import LIMITS, Limits, Row, Table, arrange, fold_name

UPR_INFO = "UPR Info database, Universal Periodic Review"
THEMATIC = "OHCHR, thematic list of recommendations"
BY_SYMBOL = "Documents of the bodies, by their symbols"
REQUIRED = ("to", "text")
OF_A_REVIEW = ("from", "response", "session")  # what else a row of the UPR must have
KNOWN = tuple(name for name in ALIASES if name not in REQUIRED)
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
RESPONSE_WORDS = "Accepted, Supported, Accepted in part, Noted, Rejected, Pending, No response"
DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """`response` is our code, `response_word` the source's; `action` 1 to 5 (1 minimal, 5 specific), None where not given.

    `body` is a code of `bodies.BODIES`; `given_on` a year, month or day as ISO 8601 has it; `goals` as 16 or 16.2,
    `strategies` as inspire-i1. `occurrence` counts rows that are alike in `key` but for it (1, 2, ...), so that a key is
    unique in its file.
    """

    row: int
    to: str
    recommending: tuple[str, ...]
    text: str
    response: str
    response_word: str
    action: int | None
    issues: tuple[str, ...]
    session: int | None
    further: Mapping[str, str] = field(default_factory=dict)
    occurrence: int = 1
    body: str = "upr"
    symbol: str = ""
    paragraph: str = ""
    given_on: str = ""
    cycle: int | None = None
    persons: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    language: str = "en"
    response_source: str = ""

    @property
    def place(self) -> tuple[str, str, str, str] | None:
        """Where it stands, which tells it apart by itself; None where the source does not say."""
        return (self.body, self.to, self.symbol, self.paragraph) if self.symbol and self.paragraph else None

    @property
    def key(self) -> tuple[object, ...]:
        """A review's row without a paragraph keeps the key that it had before other bodies were read."""
        if self.place:
            return self.place
        told = (self.to, "; ".join(self.recommending), self.session, self.text)
        return (*told, self.occurrence) if self.body == "upr" else (self.body, self.symbol, *told, self.occurrence)


@dataclass(frozen=True)
class Recommendations:
    """Where `refused` is not empty, write nothing. `notes` keep nothing out."""

    read: int
    rows: list[RecommendationRow]
    refused: list[Refusal]
    notes: list[str] = field(default_factory=list)
    source: str = UPR_INFO
    many_reviews: bool = True  # else it is the list of one review, which says nothing of the others of its session


def read_recommendations(source: Path | bytes, limits: Limits = LIMITS) -> Recommendations:
    """Every recommendation of a file. Raises Unreadable where the file as a whole cannot be read."""
    opened = open_form(source, limits)
    if isinstance(opened, Table):
        return replace(_rows_of(opened), source=THEMATIC, many_reviews=False)
    table = arrange(opened, required=REQUIRED, known=KNOWN, aliases=ALIASES, limits=limits)
    missing = [] if "body" in table.columns else [name for name in OF_A_REVIEW if name not in table.columns]
    if missing and table.rows:  # a file that names no body holds a review's recommendations
        found = ", ".join(opened.headers)
        return Recommendations(0, [], [refuse("missing_column", 0, name, found=found) for name in missing])
    return replace(_rows_of(table), source=BY_SYMBOL if "body" in table.columns else UPR_INFO)


def _rows_of(table: Table) -> Recommendations:
    refused = list(table.refused)
    rows: list[RecommendationRow] = []
    seen: Counter[tuple[object, ...]] = Counter()
    first: dict[tuple[object, ...], int] = {}
    for given in table.rows:
        row, faults = _recommendation(decoded(given))
        refused += faults
        if row is None:
            continue
        if row.place and row.place in first:
            at = first[row.place]
            refused.append(refuse("same_paragraph", row.row, "paragraph", row.paragraph, symbol=row.symbol, first=at))
            continue
        first[row.place or ()] = row.row
        seen[row.key[:-1]] += 1
        rows.append(row if row.place else replace(row, occurrence=seen[row.key[:-1]]))
    return Recommendations(len(table.rows), rows, sorted(refused, key=lambda r: r.row), list(table.notes))


def _recommendation(row: Row) -> tuple[RecommendationRow | None, list[Refusal]]:
    values = {name: row.values.get(name, "") for name in (*REQUIRED, *KNOWN)}
    body, refused = _body(row)
    wanted = REQUIRED + (OF_A_REVIEW if body == "upr" else () if body in bodies.WITHOUT_SYMBOL else ("symbol",))
    refused += check_filled(row, wanted)
    response = _response(row, body, refused)
    session, action, cycle = session_of(row, refused), action_of(row, refused), _cycle(row, refused)
    given_on, language = _date(row, refused), _language(row, refused)
    goals = _codes(row, "goals", bodies.goal_of, "bad_goal", refused)
    strategies = _codes(row, "strategies", bodies.strategy_of, "bad_strategy", refused)
    parting = ";|" if "body" in row.values else ",;|"  # UPR Info parts themes by commas; names of themes hold some, too
    if refused:
        return None, refused
    return RecommendationRow(
        row=row.number, to=values["to"], recommending=several(values["from"], ";|"), text=values["text"],
        response=response, response_word=values["response"], action=action, issues=several(values["issue"], parting),
        session=session, further=further_of(row, (*REQUIRED, *KNOWN)), body=body, symbol=values["symbol"],
        paragraph=values["paragraph"], given_on=given_on, cycle=cycle, persons=several(values["persons"], ";|"),
        goals=goals, strategies=strategies, language=language, response_source=values["response_source"],
    ), []  # fmt: skip


def _body(row: Row) -> tuple[str, list[Refusal]]:
    """The UPR where no body is named."""
    word = row.values.get("body", "")
    code = bodies.body_of(word) if word else "upr"
    if code:
        return code, []
    return "upr", [refuse("bad_body", row.number, "body", word, expected=", ".join(bodies.BODIES))]


def _response(row: Row, body: str, refused: list[Refusal]) -> str:
    """Bodies other than the UPR ask for no answer."""
    word = row.values.get("response", "")
    if not word:
        return "not_asked"
    if "pledge" in fold_name(word):
        refused.append(refuse("a_pledge", row.number, "response", word))
    elif fold_name(word) not in RESPONSES:
        refused.append(refuse("bad_response", row.number, "response", word, expected=RESPONSE_WORDS))
    return RESPONSES.get(fold_name(word), "unclear")


def _cycle(row: Row, refused: list[Refusal]) -> int | None:
    text = row.values.get("cycle", "")
    if re.fullmatch(r"[1-9]\d?", text):
        return int(text)
    if text:
        refused.append(refuse("bad_cycle", row.number, "cycle", text))
    return None


def _date(row: Row, refused: list[Refusal]) -> str:
    text = row.values.get("date", "")
    if text and not DATE.fullmatch(text):
        refused.append(refuse("bad_date", row.number, "date", text))
    return text


def _language(row: Row, refused: list[Refusal]) -> str:
    text = row.values.get("language", "").lower() or "en"
    if text not in LANGUAGES:
        refused.append(refuse("bad_language", row.number, "language", text, expected=", ".join(LANGUAGES)))
    return text


def _codes(row: Row, column: str, code_of: object, fault: str, refused: list[Refusal]) -> tuple[str, ...]:
    found: list[str] = []
    assert callable(code_of)
    for word in several(row.values.get(column, ""), ",;|" if column == "goals" else ";|"):
        code = code_of(word)
        if code:
            found.append(code)
        else:
            refused.append(refuse(fault, row.number, column, word))
    return tuple(dict.fromkeys(found))
