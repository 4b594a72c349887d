"""The columns of recommendations and of pledges, and what stands in a cell of them.

The names are ours; UPR Info's database and other sources name the same columns otherwise (`ALIASES`).
"""

import html
import re

from accord.formats.invisible import without_invisible
from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.table import Row, fold_name

ALIASES: dict[str, tuple[str, ...]] = {
    "to": (
        "state_under_review",
        "sur",
        "addressed_to",
        "country",
        "state",
        "country_concerned",
        "iso3",
        "etat_examine",
        "pays",
        "pais",
    ),
    "from": ("recommending_state", "recommended_by", "recommending_body", "etat_recommandant"),
    "text": ("recommendation", "recommandation", "recomendacion"),
    "response": ("reply", "position", "reponse", "respuesta"),
    "action": ("action_category", "action_type"),
    "issue": ("issues", "theme", "themes", "temas"),
    "session": ("upr_session",),
    "body": ("mechanism", "source_body", "organe", "mecanismo"),
    "symbol": ("document", "document_symbol", "un_symbol", "document_code", "cote", "signatura"),
    "paragraph": ("para", "paragraph_number", "paragraphe", "parrafo"),
    "date": ("given_on", "document_date", "publication_date", "fecha"),
    "cycle": ("upr_cycle", "reporting_cycle", "ciclo"),
    "persons": ("affected_persons", "groups", "group_of_persons", "groups_of_persons", "personnes", "personas"),
    "goals": ("goal", "sdg", "sdgs", "sdg_target", "sdg_targets", "odd", "ods"),
    "strategies": ("strategy", "inspire", "inspire_strategy", "inspire_strategies"),
    "language": ("lang", "text_language", "langue", "idioma"),
    "response_source": ("position_source", "source_of_position"),
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


def decode_entities(text: str) -> str:
    """`&#40;Unknown&#41;` -> `(Unknown)`; twice, since exports encode twice (`&amp;#40;`). `R&D` and `&copy` stay."""
    for _ in range(2):
        text = _ENTITY.sub(lambda hit: html.unescape(hit.group()), text)
    return without_invisible(text).replace("\u00a0", " ").strip()


def decoded(row: Row) -> Row:
    return Row(row.number, {name: decode_entities(value) for name, value in row.values.items()})


def session_of(row: Row, refused: list[Refusal]) -> int | None:
    text = row.values.get("session", "")
    if re.fullmatch(r"[1-9]\d{0,2}", text):
        return int(text)
    if text:
        refused.append(refuse("bad_session", row.number, "session", text))
    return None


def action_of(row: Row, refused: list[Refusal]) -> int | None:
    text = row.values.get("action", "")
    if re.fullmatch("[1-5]", text):
        return int(text)
    if text:
        refused.append(refuse("bad_action_category", row.number, "action", text))
    return None


def several(text: str, separators: str) -> tuple[str, ...]:
    """Cut at each separator, then stripped: white space within the pattern would be tried from each of its places."""
    parts = (part.strip() for part in re.split(f"[{separators}]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


EXPECTED = {
    "to": "the State under review", "from": "the recommending State", "text": "the text",
    "response": "the response, such as Accepted or Noted", "session": "the number of the session",
    "symbol": "the symbol of the document, such as CRC/C/KEN/CO/3-5",
}  # fmt: skip


def check_filled(row: Row, names: tuple[str, ...]) -> list[Refusal]:
    """A refusal for each of these columns that is empty."""
    return [refuse("missing_value", row.number, n, expected=EXPECTED[n]) for n in names if not row.values.get(n)]


def further_of(row: Row, named: tuple[str, ...]) -> dict[str, str]:
    """What stands in columns that are none of `named`."""
    return {name: value for name, value in row.values.items() if value and name not in named}
