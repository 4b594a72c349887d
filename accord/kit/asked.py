"""What an address or a form asks for, read so that nothing typed there can break a page."""

from django.conf import settings

WEB = ("http://", "https://")
SECRETS = ("password", "token", "secret")


def whole_number(text: str, otherwise: int = 0, *, highest: int = 2**31 - 1) -> int:
    """A whole number from 0 to `highest`, else `otherwise`. Python refuses to read one of more than 4,300 digits."""
    if not text.isdecimal() or len(text) > 12:
        return otherwise
    number = int(text)
    return number if number <= highest else otherwise


def web_address(url: str) -> str:
    """The address where it leads to the web, else nothing: no link of ours runs a script."""
    return url if url.lower().startswith(WEB) and not any(c.isspace() for c in url) else ""


def on_this_site(path: str) -> str:
    """A path of ours as an address for a mail or a file. Never made from what a request says that our name is."""
    return f"{settings.SITE}/{path.lstrip('/')}"


def holds_secret(field: str) -> bool:
    """True for the name of a field that no page hands back and no session keeps."""
    return field == "csrfmiddlewaretoken" or any(word in field.lower() for word in SECRETS)
