"""Markdown that somebody wrote, as paragraphs and points; what is neither text nor emphasis is left out."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from accord.formats.document import Block, Run

_reader = MarkdownIt("commonmark", {"html": False})


def blocks(text: str, lang: str) -> list[Block]:
    """`lang` is empty where it is the document's own. A heading stands under the part's own title."""
    made, kinds = [], ["paragraph"]
    for token in _reader.parse(text):
        if token.type == "inline":
            runs = _runs(token.children or [], lang)
            made += [Block(kinds[-1], runs, 2 if kinds[-1] == "heading" else 0)] if runs else []
        elif token.type in ("list_item_open", "heading_open"):
            kinds.append("heading" if token.type == "heading_open" else "point")
        elif token.type in ("list_item_close", "heading_close"):
            kinds.pop()
        elif token.type in ("fence", "code_block") and token.content.strip():
            made.append(Block("paragraph", [Run(token.content.strip(), lang)]))
    return made


def _runs(children: list[Token], lang: str) -> list[Run]:
    runs, strong = [], False
    for child in children:
        strong = {"strong_open": True, "strong_close": False}.get(child.type, strong)
        said = {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
        if said:
            runs.append(Run(said, lang, strong=strong))
    return runs
