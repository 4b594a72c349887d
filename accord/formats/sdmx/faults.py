"""What a client did wrong, with the SDMX code and the HTTP status that each version of the REST API wants.

Codes after the SDMX 2.1 guidelines for web services (errors), statuses after sdmx-rest `doc/status.md`.
"""

from enum import Enum
from typing import Literal

Api = Literal["2.1", "v2"]


class Fault(Enum):
    """Kinds of fault: SDMX code, status under REST 2.1 (SDMX 2.1), status under REST 2.x (SDMX 3.0)."""

    NO_RESULTS = (100, 404, 404)
    TOO_LARGE = (130, 413, 413)
    SYNTAX = (140, 400, 400)
    SEMANTIC = (150, 403, 422)
    NOT_ACCEPTABLE = (406, 406, 406)
    URI_TOO_LONG = (414, 414, 414)
    INTERNAL = (500, 500, 500)
    NOT_IMPLEMENTED = (501, 501, 501)
    UNAVAILABLE = (503, 503, 503)

    @property
    def code(self) -> int:
        """The code inside an SDMX error message."""
        return self.value[0]

    def status(self, api: Api) -> int:
        """The HTTP status: a semantic error is 403 in the table of 2.1 and 422 since 2.0."""
        return self.value[1] if api == "2.1" else self.value[2]


class RequestFault(Exception):
    """The one exception of this package: `kind` gives code and status, the message is for people and names the part."""

    def __init__(self, kind: Fault, message: str) -> None:
        self.kind = kind
        self.message = message
        super().__init__(message)

    @property
    def code(self) -> int:
        """The SDMX code."""
        return self.kind.code

    def status(self, api: Api) -> int:
        """The HTTP status under a version of the API."""
        return self.kind.status(api)


def syntax(message: str) -> RequestFault:
    """The query does not follow the SDMX REST API."""
    return RequestFault(Fault.SYNTAX, message)


def semantic(message: str) -> RequestFault:
    """The query is well written and cannot be meant."""
    return RequestFault(Fault.SEMANTIC, message)


def quoted(text: str, limit: int = 60) -> str:
    """A client's own text as a message may repeat it: short, on one line, control characters shown as escapes."""
    shown = text if len(text) <= limit else text[:limit] + "…"
    return repr(shown)
