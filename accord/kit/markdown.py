"""Markdown to safe HTML."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre", "h3", "h4", "br", "hr", "table",
         "thead", "tbody", "tr", "th", "td"}  # fmt: skip


__all__ = ["Token", "parsed", "render"]
CELLS = 5_000  # of tables, at most: short rows are filled up, so that few signs could make a million cells


@lru_cache(maxsize=2)
def _parser(tables: bool) -> MarkdownIt:
    plain = MarkdownIt("commonmark", {"html": False, "linkify": False})
    return plain.enable("table") if tables else plain


def _parser_for(text: str) -> MarkdownIt:
    """A text with more cells than `CELLS` keeps its tables as they are typed."""
    lines = text.splitlines()
    widest = max((line.count("|") for line in lines), default=0) + 1
    return _parser(widest * len(lines) <= CELLS)


def parsed(text: str) -> list[Token]:
    """What a text is made of, for what draws it otherwise than a page."""
    return _parser_for(text).parse(text)


@lru_cache(maxsize=128)
def render(text: str) -> SafeString:
    """Own markup only: no pictures, no scripts, links to http(s) and mail; headings start at the third level."""
    html = _parser_for(text).render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
                      link_rel="noopener noreferrer nofollow")  # fmt: skip
    return mark_safe(clean)  # noqa: S308  cleaned in the line above
