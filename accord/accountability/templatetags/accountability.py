"""What the room's templates may ask of it."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


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
