"""Recommendations and voluntary pledges of the Universal Periodic Review, in the columns of UPR Info's database.

Columns: To, From, Text, Response, Action, Issue, Session; further ones (regional groups, organisations) are kept.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from accord.formats.invisible import without_invisible
from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.table import LIMITS, Limits, Row, fold_name, read_table

REQUIRED = ("to", "from", "text", "response", "session")
ALIASES: dict[str, tuple[str, ...]] = {
    "to": ("state_under_review", "sur", "addressed_to", "country", "etat_examine"),
    "from": ("recommending_state", "recommended_by", "etat_recommandant"),
    "text": ("recommendation", "recommandation", "recomendacion"),
    "response": ("reply", "position", "reponse", "respuesta"),
    "action": ("action_category", "action_type"),
    "issue": ("issues", "theme", "themes"),
    "session": ("upr_session",),
}
# The source's word -> our code. Since Human Rights Council resolution 5/1 a State supports or notes; older data say more.
RESPONSES: dict[str, str] = {
    "accepted": "supported", "supported": "supported", "supports": "supported", "enjoy_support": "supported",
    "accepted_in_part": "supported_in_part", "partially_accepted": "supported_in_part",
    "supported_in_part": "supported_in_part", "partially_supported": "supported_in_part",
    "noted": "noted", "not_supported": "not_supported", "rejected": "not_supported", "not_accepted": "not_supported",
    "pending": "pending", "in_limbo": "pending", "no_response": "unclear", "general_response": "unclear",
    "no_clear_position": "unclear", "unclear": "unclear",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def response_of(word: str) -> str:
    """Our code of a source's word for a State's answer; unclear where the word is not known."""
    return RESPONSES.get(fold_name(word), "unclear")


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """`response` is our code, `response_word` the source's; `action` 1 to 5 (1 minimal, 5 specific), None where not given.

    `occurrence` counts rows that are alike in `key` but for it (1, 2, ...), so that a key is unique in its file.
    """

    row: int
    to: str
    recommending: tuple[str, ...]
    text: str
    response: str
    response_word: str
    action: int | None
    issues: tuple[str, ...]
    session: int
    further: Mapping[str, str] = field(default_factory=dict)
    occurrence: int = 1

    @property
    def key(self) -> tuple[str, str, int, str, int]:
        return (self.to, "; ".join(self.recommending), self.session, self.text, self.occurrence)


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A voluntary pledge: what a State promised of its own accord in its review. `occurrence` as above."""

    row: int
    state: str
    text: str
    action: int | None
    issues: tuple[str, ...]
    session: int
    further: Mapping[str, str] = field(default_factory=dict)
    occurrence: int = 1

    @property
    def key(self) -> tuple[str, int, str, int]:
        return (self.state, self.session, self.text, self.occurrence)


@dataclass(frozen=True)
class Recommendations:
    """Where `refused` is not empty, write nothing."""

    read: int
    rows: list[RecommendationRow]
    refused: list[Refusal]


@dataclass(frozen=True)
class Pledges:
    """Where `refused` is not empty, write nothing."""

    read: int
    rows: list[PledgeRow]
    refused: list[Refusal]


def read_recommendations(source: Path | bytes, limits: Limits = LIMITS) -> Recommendations:
    """Every recommendation of a file. Raises Unreadable where the file as a whole cannot be read."""
    table = read_table(source, required=REQUIRED, known=("action", "issue"), aliases=ALIASES, limits=limits)
    refused = list(table.refused)
    rows: list[RecommendationRow] = []
    seen: Counter[tuple[str, str, int, str]] = Counter()
    for given in table.rows:
        row, faults = _recommendation(_decoded(given))
        refused += faults
        if row:
            seen[row.key[:4]] += 1
            rows.append(replace(row, occurrence=seen[row.key[:4]]))
    return Recommendations(len(table.rows), rows, sorted(refused, key=lambda r: r.row))


def read_pledges(source: Path | bytes, limits: Limits = LIMITS) -> Pledges:
    """Every voluntary pledge of a file. Raises Unreadable where the file as a whole cannot be read."""
    table = read_table(
        source, required=("to", "text", "response", "session"), known=("from", "action", "issue"), aliases=ALIASES,
        limits=limits,
    )  # fmt: skip
    refused = list(table.refused)
    rows: list[PledgeRow] = []
    seen: Counter[tuple[str, int, str]] = Counter()
    for given in table.rows:
        row, faults = _pledge(_decoded(given))
        refused += faults
        if row:
            seen[row.key[:3]] += 1
            rows.append(replace(row, occurrence=seen[row.key[:3]]))
    return Pledges(len(table.rows), rows, sorted(refused, key=lambda r: r.row))


def decode_entities(text: str) -> str:
    """`&#40;Unknown&#41;` -> `(Unknown)`; twice, since exports encode twice (`&amp;#40;`). `R&D` and `&copy` stay."""
    for _ in range(2):
        text = _ENTITY.sub(lambda hit: html.unescape(hit.group()), text)
    return without_invisible(text).replace("\u00a0", " ").strip()


def _decoded(row: Row) -> Row:
    return Row(row.number, {name: decode_entities(value) for name, value in row.values.items()})


def _recommendation(row: Row) -> tuple[RecommendationRow | None, list[Refusal]]:
    values = row.values
    refused = _check_filled(row, REQUIRED)
    word = values["response"]
    response = RESPONSES.get(fold_name(word), "")
    if "pledge" in fold_name(word):
        refused.append(refuse("a_pledge", row.number, "response", word))
    elif word and not response:
        expected = "Accepted, Supported, Accepted in part, Noted, Rejected, Pending, No response"
        refused.append(refuse("bad_response", row.number, "response", word, expected=expected))
    session, action = _session(row, refused), _action(row, refused)
    if refused or session is None:
        return None, refused
    return RecommendationRow(
        row=row.number, to=values["to"], recommending=_several(values["from"], ";|"), text=values["text"],
        response=response, response_word=word, action=action, issues=_several(values.get("issue", ""), ",;|"),
        session=session, further=_further(row),
    ), []  # fmt: skip


def _pledge(row: Row) -> tuple[PledgeRow | None, list[Refusal]]:
    values = row.values
    refused = _check_filled(row, ("to", "text", "response", "session"))
    if values["response"] and not re.search("pledge|voluntary", fold_name(values["response"])):
        refused.append(refuse("not_a_pledge", row.number, "response", values["response"]))
    session, action = _session(row, refused), _action(row, refused)
    if refused or session is None:
        return None, refused
    return PledgeRow(
        row=row.number, state=values["to"], text=values["text"], action=action,
        issues=_several(values.get("issue", ""), ",;|"), session=session, further=_further(row),
    ), []  # fmt: skip


def _check_filled(row: Row, names: tuple[str, ...]) -> list[Refusal]:
    expected = {
        "to": "the State under review", "from": "the recommending State", "text": "the text",
        "response": "the response, such as Accepted or Noted", "session": "the number of the session",
    }  # fmt: skip
    return [refuse("missing_value", row.number, n, expected=expected[n]) for n in names if not row.values[n]]


def _session(row: Row, refused: list[Refusal]) -> int | None:
    text = row.values["session"]
    if re.fullmatch(r"[1-9]\d{0,2}", text):
        return int(text)
    if text:
        refused.append(refuse("bad_session", row.number, "session", text))
    return None


def _action(row: Row, refused: list[Refusal]) -> int | None:
    text = row.values.get("action", "")
    if re.fullmatch("[1-5]", text):
        return int(text)
    if text:
        refused.append(refuse("bad_action_category", row.number, "action", text))
    return None


def _several(text: str, separators: str) -> tuple[str, ...]:
    """Cut at each separator, then stripped: white space within the pattern would be tried from each of its places."""
    parts = (part.strip() for part in re.split(f"[{separators}]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _further(row: Row) -> dict[str, str]:
    named = {"to", "from", "text", "response", "action", "issue", "session"}
    return {name: value for name, value in row.values.items() if value and name not in named}
