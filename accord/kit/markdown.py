"""Markdown to safe HTML."""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from accord.formats.invisible import without_invisible

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre", "h3", "h4", "br", "hr", "table",
         "thead", "tbody", "tr", "th", "td"}  # fmt: skip


__all__ = ["Token", "parsed", "read_as", "render"]
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
    html = without_invisible(html)  # `&#x202e;` is one only once it is drawn
    html = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
                      link_rel="noopener noreferrer nofollow")  # fmt: skip
    return mark_safe(clean)  # noqa: S308  cleaned in the line above


_SIGNS = re.compile(r"[&\\*_`\[]")  # without one of them a text reads as it is typed
_WITHIN = re.compile(r"</?(?:strong|em|code|a)\b[^>]*>")
_LEADS = re.compile(r'href="([^"]*)"')


def read_as(text: str) -> str:
    """What is read of it once it is drawn (`a&#64;b`, `a\\@b`, `a@**b**`), and where its links lead: for whoever looks for what
    must not stand there. Empty where it reads as it is typed."""
    if not _SIGNS.search(text):
        return ""
    html = str(render(text))
    plain = re.sub(r"<[^>]*>", "\n", _WITHIN.sub("", html))
    return unescape("\n".join([plain, *(unquote(unescape(address)) for address in _LEADS.findall(html))]))
