"""Markdown as blocks of runs, for a printed page: the same parser, and the same limits, as the page's."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from accord.kit.asked import web_address
from accord.kit.markdown import Token, parsed


@dataclass(frozen=True)
class Run:
    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str = ""


@dataclass
class Block:
    """`kind`: paragraph, heading, code, rule, quote, bullets, numbers, item, table, row. `head`: a row of column names."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)
    cells: list[list[Run]] = field(default_factory=list)
    head: bool = False


KINDS = {
    "paragraph": "paragraph", "heading": "heading", "blockquote": "quote", "bullet_list": "bullets", "ordered_list": "numbers",
    "list_item": "item", "table": "table", "tr": "row",
}  # fmt: skip
PASSED = ("thead", "tbody", "th", "td")


def blocks(text: str) -> list[Block]:
    tokens = iter(parsed(text))
    return _blocks(tokens, "")


def _blocks(tokens: Iterator[Token], end: str) -> list[Block]:
    found: list[Block] = []
    for token in tokens:
        if token.type == end:
            break
        name = token.type.removesuffix("_open")
        if token.nesting == 1 and name in KINDS:
            found.append(_opened(tokens, name, token))
        elif token.type in ("fence", "code_block"):
            found.append(Block("code", [Run(token.content.rstrip("\n"), code=True)]))
        elif token.type == "hr":
            found.append(Block("rule"))
        elif token.type == "inline":
            found.append(Block("paragraph", _runs(token)))
    return found


def _opened(tokens: Iterator[Token], name: str, token: Token) -> Block:
    inside = _blocks(_unpassed(tokens, f"{name}_close"), f"{name}_close")
    kind = KINDS[name]
    if kind in ("paragraph", "heading"):
        return Block(kind, [run for one in inside for run in one.runs])
    if kind == "row":
        return Block(kind, cells=[one.runs for one in inside])
    if kind == "table" and inside:
        inside[0].head = True
    return Block(kind, blocks=inside)


def _unpassed(tokens: Iterator[Token], end: str) -> Iterator[Token]:
    """Without the marks of parts of a table that a printed one does not know."""
    for token in tokens:
        if token.type.rpartition("_")[0] in PASSED:
            continue
        yield token
        if token.type == end:
            return


def _runs(token: Token) -> list[Run]:
    strong = emphasis = 0
    url, found = "", []
    for one in token.children or ():
        strong += one.nesting if one.type.startswith("strong") else 0
        emphasis += one.nesting if one.type.startswith("em_") else 0
        if one.type == "link_open":
            url = web_address(str(one.attrGet("href") or ""))
        elif one.type == "link_close":
            url = ""
        text = {"softbreak": " ", "hardbreak": "\n"}.get(one.type, one.content)
        if text and one.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special"):
            found.append(Run(text, strong > 0, emphasis > 0, one.type == "code_inline", url))
        elif one.type == "image":  # no pictures: its words alone
            found.append(Run(one.content, strong > 0, emphasis > 0, url=url))
    return found
