"""The OHCHR's "Thematic List of Recommendations" of one review, as text: one block a recommendation.

    # UPR 34th Session - Slovenia - Thematic List of Recommendations
    **Date:** November 2019
    Theme: Right to education
    121.4 Teach every child (France) (Lithuania);
    Source of Position: A/HRC/43/15 - Para 121
    Supported
    - Right to education
    SDGs:
    - 4 - QUALITY EDUCATION
    Affected persons:
    - Children

Newer lists say "Groups of Persons:" and give the goals after them without a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from accord.formats.bodies import goal_of
from accord.formats.messages import Unreadable, refuse
from accord.formats.result import Refusal
from accord.formats.review_columns import decode_entities
from accord.formats.table import Row, Table

_TITLE = re.compile(r"#?\s*UPR (\d{1,3})(?:st|nd|rd|th) Session\s*-\s*(.{1,100}?)\s*-\s*Thematic List", re.IGNORECASE)
_DATED = re.compile(r"\*{0,2}Date:\*{0,2}\s*([A-Z][a-z]+) (\d{4})")
_TOTAL = re.compile(r"\*{0,2}Total Recommendations:\*{0,2}\s*(\d+)")
_NUMBER = re.compile(r"(\d{1,3}\.\d{1,3})\.?\s+(.+)")
_SOURCE = re.compile(r"Source of Position:\s*(.*)")
_GOAL_LINE = re.compile(r"\d{1,2} - ")
_HEADINGS = {"sdgs": "goals", "affected persons": "persons", "groups of persons": "persons"}
_POSITIONS = ("supported", "noted", "supported/noted", "partially supported")
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december"]  # fmt: skip


@dataclass
class _Block:
    paragraph: str
    text: list[str]
    source: str = ""
    position: str = ""
    lists: dict[str, list[str]] = field(default_factory=lambda: {"issue": [], "persons": [], "goals": []})


def is_thematic_list(data: bytes) -> bool:
    return b"hematic List" in data[:2000] and _TITLE.search(data[:2000].decode(errors="replace")) is not None


def thematic_table(text: str) -> Table:
    """The list as a table under the names of `review_columns`; rows are counted by recommendation from 1.

    A line that fits nowhere is refused in its recommendation, and so is a recommendation without its States. The symbol is
    that of the review's report; where the position stands, `response_source` says. Raises Unreadable: not_thematic,
    header_only.
    """
    title = _TITLE.search(text)
    if title is None:
        raise Unreadable("not_thematic")
    refused: list[Refusal] = []
    blocks = list(_blocks(text[title.end() :].splitlines(), refused))
    if not blocks:
        raise Unreadable("header_only")
    known = {"to": decode_entities(title[2]), "session": title[1], "date": _month(text), "body": "upr", "language": "en"}
    rows = [Row(number, known | _values(block, number, refused)) for number, block in enumerate(blocks, start=1)]
    told = _TOTAL.search(text)
    notes = [f"The list says {told[1]} recommendations; {len(rows)} stand in it."] if told and int(told[1]) != len(rows) else []
    return Table(tuple(rows[0].values), rows, refused, notes=tuple(notes))


def _blocks(lines: list[str], refused: list[Refusal]) -> Iterator[_Block]:
    block: _Block | None = None
    into, number = "text", 0
    for line in map(str.strip, lines):
        if hit := _NUMBER.fullmatch(line):
            if block:
                yield block
            block, into, number = _Block(hit[1], [hit[2]]), "text", number + 1
        elif line and block and not line.startswith("Theme:"):
            into = _read(block, line, into)
            if not into:
                refused.append(refuse("line_not_known", number, "", line))
                into = "issue"
    if block:
        yield block


def _read(block: _Block, line: str, into: str) -> str:
    """Put the line where it belongs; gives the part that goes on, or "" where the line fits nowhere."""
    if hit := _SOURCE.fullmatch(line):
        block.source = hit[1]
        return "position"
    if into == "position" and line.lower() in _POSITIONS:
        block.position = line
        return "issue"
    if line.rstrip(": ").lower() in _HEADINGS and line.endswith(":"):
        return _HEADINGS[line.rstrip(": ").lower()]
    if line.startswith("- ") and into in block.lists:
        item = line[2:].strip()
        block.lists["goals" if _GOAL_LINE.match(item) and goal_of(item) else into].append(item)
        return into
    if into == "text":
        block.text.append(line)
        return into
    return ""


def _values(block: _Block, number: int, refused: list[Refusal]) -> dict[str, str]:
    text, states = parted(decode_entities(" ".join(block.text)))
    if not states:
        refused.append(refuse("no_states", number, "from", text))
    if not block.position:
        refused.append(refuse("missing_value", number, "response", expected="Supported or Noted"))
    lists = {name: "; ".join(_item(one) for one in items) for name, items in block.lists.items()}
    lists["goals"] = "; ".join(goal_of(one) for one in block.lists["goals"])
    symbol = re.sub(r"/Add\.\d+.*", "", block.source.partition(" - ")[0]).strip()
    return {
        "text": text, "from": "; ".join(states), "response": block.position, "response_source": block.source,
        "symbol": symbol, "paragraph": block.paragraph, **lists,
    }  # fmt: skip


def _item(text: str) -> str:
    """A list's item may hold what parts items elsewhere."""
    return decode_entities(text).replace(";", ",").replace("|", "/")


def parted(text: str) -> tuple[str, list[str]]:
    """`Teach (France) (Iran (Islamic Republic of));` -> the text and its States.

    Where a paragraph joins wordings of several States their names stay in it, since they tell who asked what.
    """
    whole = text.strip().rstrip(".;").strip()
    segments = re.split(r"(?<=\))[;,.]\s+(?=[A-Z])", whole)
    found = [_states_at_end(segment) for segment in segments]
    states = list(dict.fromkeys(state for _, names in found for state in names))
    return (found[0][0] if len(segments) == 1 else whole), states


def _states_at_end(segment: str) -> tuple[str, list[str]]:
    """The balanced brackets that a segment ends with, outermost ones, from the left."""
    rest, names = segment.strip(), list[str]()
    while rest.endswith(")"):
        depth = 0
        for at in range(len(rest) - 1, -1, -1):
            depth += (rest[at] == ")") - (rest[at] == "(")
            if depth == 0:
                break
        if depth or at == 0:
            break
        names.insert(0, rest[at + 1 : -1].strip())
        rest = rest[:at].rstrip()
    return rest, names


def _month(text: str) -> str:
    hit = _DATED.search(text)
    if hit is None or hit[1].lower() not in MONTHS:
        return ""
    return f"{hit[2]}-{MONTHS.index(hit[1].lower()) + 1:02d}"
