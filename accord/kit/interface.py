"""Which language a page's own words are really in, so that none is read aloud in the wrong one.

A page's catalogue may lag behind its address: `/es/` may still say its buttons in English. The base page asks here twice: for
its frame (one known sentence) and for the page itself (do most marked strings of its template have a translation?).
"""

from collections.abc import Iterable
from functools import lru_cache
from weakref import WeakKeyDictionary

from django.template.base import Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.functional import Promise
from django.utils.translation import gettext, override

FRAME = "Skip to content"


def direction(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"


@lru_cache(maxsize=4096)
def is_translated(words: str, language: str) -> bool:
    """A word spelt as in English counts as not translated: callers ask about many."""
    with override(language):
        return language == "en" or gettext(words) != words


def frame_language(language: str) -> str:
    return language if is_translated(FRAME, language) else "en"


def page_language(template: Template, language: str) -> str:
    """English unless at least half of the template's own strings are translated."""
    words = _marked_strings(template)
    if language == "en" or not words:
        return frame_language(language)
    done = sum(is_translated(one, language) for one in words)
    return language if done * 2 >= len(words) else "en"


def spoken_language(words: str | Promise, language: str) -> str:
    """The language of a lazy string's words now. A plain string carries no such knowledge: the reader's is assumed."""
    if language == "en" or not isinstance(words, Promise):
        return language
    with override("en"):
        english = str(words)
    with override(language):
        return "en" if str(words) == english else language


_found: WeakKeyDictionary[Template, tuple[str, ...]] = WeakKeyDictionary()


def _marked_strings(template: Template) -> tuple[str, ...]:
    """Read once for each loaded template."""
    if template not in _found:
        _found[template] = tuple(_strings(template.nodelist.get_nodes_by_type(Node)))
    return _found[template]


def _strings(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, TranslateNode):
            literal = getattr(node.filter_expression.var, "literal", None)
            if isinstance(literal, str):
                yield literal
        elif isinstance(node, BlockTranslateNode):
            yield node.render_token_list(node.singular)[0]
