"""What templates may ask of the kit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.formats.result import Refusal
from accord.kit import locale_format
from accord.kit.asked import web_address
from accord.kit.charts.lines import sex_words
from accord.kit.charts.rating import mark_alone
from accord.kit.faults import fault_words
from accord.kit.interface import direction, page_language, spoken_language
from accord.kit.markdown import render
from accord.kit.texts import LANGUAGES, Text, Texts, colon, comma, pick, semicolon

register = template.Library()
TAGS = ("", "good", "warn", "bad", "na")
STATIONS = {
    "threat": gettext_lazy("Threat"),
    "standard": gettext_lazy("Standard"),
    "commitment": gettext_lazy("Commitment"),
    "action": gettext_lazy("Action"),
    "indicator": gettext_lazy("Indicator"),
    "evidence": gettext_lazy("Evidence"),
    "practice": gettext_lazy("Practice"),
    "toolkit": gettext_lazy("Toolkit"),
}
OWN_NAMES = {
    "ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文",
}  # fmt: skip


@register.filter
def text(texts: Texts | Text | str) -> SafeString | str:
    """A text in the reader's language where there is one; marked with the language it is in."""
    if isinstance(texts, str):
        return texts
    found = texts if isinstance(texts, Text) else pick(texts)
    # Only an English page is sure to stand in its reader's language (kit/interface.py), so all others are marked.
    if found.lang == "en" == (translation.get_language() or "en"):
        return found.text
    return format_html('<span lang="{}" dir="{}">{}</span>', found.lang, found.direction, found.text)


@register.filter
def plain_text(texts: Texts | Text | str) -> str:
    """The same without markup, for titles and attributes."""
    return texts if isinstance(texts, str) else str(texts if isinstance(texts, Text) else pick(texts))


@register.simple_tag
def source_text(value: str, language: str = "en") -> SafeString:
    """A source's own words, marked with their language."""
    return format_html('<span lang="{}" dir="{}">{}</span>', language, "rtl" if language == "ar" else "ltr", value)


@register.simple_tag
def written(language: str) -> SafeString:
    """The attributes of a block whose text someone wrote in that language."""
    return format_html(' lang="{}" dir="{}"', language, direction(language))


@register.filter
def marked(pieces: Sequence[tuple[str, bool]]) -> SafeString:
    """Pieces of a text, those of words that were asked for in `<mark>`."""
    return SafeString("".join(f"<mark>{escape(piece)}</mark>" if asked else escape(piece) for piece, asked in pieces))


@register.filter
def number(value: int | float | Decimal | str | None, digits: int = 1) -> str:
    return locale_format.number(value, digits)


@register.filter
def percent(value: int | float | Decimal | str | None, digits: int = 1) -> str:
    """`{{ 25.6|percent }}`: the value is in hundredths already."""
    return locale_format.percent(value, digits)


register.simple_tag(colon)
register.simple_tag(comma)
register.simple_tag(semicolon)


@register.filter
def small_sign(said: str) -> SafeString:
    """A share in large figures, its sign smaller beside them."""
    return SafeString(escape(said).replace("%", "<small>%</small>"))


@register.filter
def dated(text: str) -> str:
    """A day, a month or a year as a source gives it (`2024-11-07`), in the reader's words; what is none of these as it is."""
    return locale_format.partial_day(text)


@register.simple_tag
def status(kind: str, said: str) -> SafeString:
    """The state of one thing: a shape and a word. Kinds: good, warn, bad, na, or empty for not begun."""
    if kind not in TAGS:
        raise ValueError(f"no such kind of state: {kind}")
    return format_html('<span class="{}">{}</span>', f"tag {kind}".strip(), said)


@register.simple_tag
def judgement_mark(who: str) -> SafeString:
    """Circle, diamond, square or triangle; the name must stand beside it."""
    return mark_alone(who)


@register.simple_tag
def thread_steps(here: str, links: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The eight stations in their one order. `links`: station -> things with `title` and `url` (a card's)."""
    return [
        {"name": name, "state": "here" if code == here else "on" if links.get(code) else "off", "links": links.get(code, ())}
        for code, name in STATIONS.items()
    ]


@register.filter
def beside(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Two lists of the same length, pair by pair."""
    return list(zip(first, second, strict=True))


@register.filter
def sex(code: str) -> str:
    """SDMX's letters in words; a code that is not known stays as the source has it."""
    return sex_words(code)


@register.filter
def age(code: str) -> str:
    """As `age_words`, its figures kept in their order amid Arabic words."""
    return format_html("<bdi>{}</bdi>", age_words(code)) if re.fullmatch(r"\d+_\d+", code) else age_words(code)


def age_words(code: str) -> str:
    """`18_29`, `0_to_14`, `Y20T24`, `lt5y`, `75_and_over` as a reader writes them; others in the source's own words."""
    if not code:
        return _("All ages")
    if hit := re.fullmatch(r"Y?(\d+)(?:_to_|_|T)(\d+)", code):
        return f"{hit[1]}–{hit[2]}"
    if hit := re.fullmatch(r"lt(\d+)y", code):
        return _("under %(years)s") % {"years": hit[1]}
    if hit := re.fullmatch(r"(\d+)_and_over", code):
        return _("%(years)s and over") % {"years": hit[1]}
    return code.replace("_", " ")


@register.filter
def fault(refusal: Refusal) -> SafeString | str:
    """Why a file was refused, marked with its language where no translation is known."""
    return text(fault_words(refusal))


@register.filter
def web(url: str) -> str:
    """The address for an `href`, or nothing where it does not lead to the web."""
    return web_address(url or "")


@register.filter
def day(value: date | datetime | None) -> str:
    return locale_format.day(value)


@register.filter
def duration(minutes: int) -> str:
    return locale_format.duration(minutes)


@register.simple_tag
def days(first: date | None, last: date | None) -> str:
    return locale_format.days(first, last)


@register.filter
def moment(value: datetime | None) -> str:
    return locale_format.moment(value)


@register.filter
@stringfilter
def markdown(value: str) -> SafeString:
    return render(value)


@register.simple_tag
def options(choices: Iterable[Any], chosen: str = "") -> SafeString:
    """The options of a select: things with `code`, `words` and, where the words are in another language, `lang`.

    Written here since two hundred countries took a template eight milliseconds.
    """
    made = []
    for one in choices:
        lang = getattr(one, "lang", "")
        marks = (" selected" if one.code == chosen else "") + (f' lang="{escape(lang)}" dir="{direction(lang)}"' if lang else "")
        made.append(f'<option value="{escape(one.code)}"{marks}>{escape(one.words)}</option>')
    return SafeString("".join(made))


@register.simple_tag
def card_url(url: str) -> str:
    """A card's address in the reader's language."""
    return f"/{translation.get_language() or 'en'}/{url}"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """This page in each language, as items of a list. In one piece: every page has it twice."""
    request, reader = context.get("request"), context.get("language")
    path = request.path if request else "/"
    rest = path.split("/", 2)[2] if path.count("/") > 1 and path.split("/", 2)[1] in LANGUAGES else ""
    query = f"?{request.META['QUERY_STRING']}" if request and request.META.get("QUERY_STRING") else ""
    return SafeString(_links(str(reader)).replace("\0", escape(f"{rest}{query}")))


@cache
def _links(reader: str) -> str:
    """The items, with a NUL (which comes in no address) where the rest of the page's address stands."""
    return format_html_join(
        "\n",
        '<li><a href="/{0}/\0" lang="{0}" hreflang="{0}" dir="{1}"{2}>{3}</a></li>',
        (
            (code, direction(code), mark_safe(' aria-current="true"') if code == reader else "", name)
            for code, name in OWN_NAMES.items()
        ),
    )


@register.simple_tag(takes_context=True)
def linked_items(context: Context, things: Iterable[Any]) -> SafeString:
    """Items of a list, each a link to a thing with `url` and `names`. In one piece: the directory has two hundred."""
    language = context["language"]
    return format_html_join("", '<li><a href="/{}/{}">{}</a></li>', ((language, one.url, text(one.names)) for one in things))


@register.simple_tag
def own_name(code: str) -> str:
    """What a language calls itself."""
    return OWN_NAMES.get(code, "")


@register.simple_tag(takes_context=True)
def main_language(context: Context) -> dict[str, str]:
    """The language that most of this page's own words are in, for `<main>`."""
    template = context.template
    code = page_language(template, translation.get_language() or "en") if template else "en"
    return {"code": code, "dir": direction(code)}


@register.filter
def words(value: str | Promise | Text) -> str:
    """A marked string of Python code (a form's label): names its language where it has no translation yet, as a `Text` does."""
    if isinstance(value, Text):
        return text(value)
    reader = translation.get_language() or "en"
    if reader == "en" or not isinstance(value, Promise):
        return str(value)
    code = spoken_language(value, reader)
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction(code), value)


@register.simple_tag(takes_context=True)
def query_set(context: Context, key: str, value: str) -> str:
    """`query_with` for a key that is known only when the page is made; the page number starts anew."""
    return query_with(context, **{key: value, "page": ""})


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The page's query string with some keys changed; an empty value takes the key out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in ("", None):
            query[key] = str(value)
    return f"?{query.urlencode()}"


ADDRESS = re.compile(r"https?://[^\s<>\"'\u201c\u201d«»]+", re.IGNORECASE)
AFTER = ".,;:!?)]}،؛؟。，；"  # ends a sentence rather than an address


@register.filter
def linked(text: str) -> SafeString:
    """Addresses in a text that someone wrote, as links; all else as it stands, escaped, line by line."""
    said, end = SafeString(), 0
    for hit in ADDRESS.finditer(text):
        address = hit[0].rstrip(AFTER)
        said += conditional_escape(text[end : hit.start()])
        said += format_html('<a href="{}" rel="noreferrer noopener nofollow">{}</a>', address, address)
        end = hit.start() + len(address)
    return mark_safe((said + conditional_escape(text[end:])).replace("\n", "<br>"))  # noqa: S308 -- each piece is escaped above
