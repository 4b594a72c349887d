"""One PDF written anew, in a process of its own: a PDF on its input; a line of JSON and the new PDF on its output.

Time and memory are bounded before a byte is read. What a library raises of a damaged file is `broken`; so is what it has no
memory for.
"""

import json
import logging
import sys
import warnings


def bounded() -> None:
    """Where the system can: not on Windows, where the caller's clock alone ends it."""
    from accord.formats.pdf_anew import MEMORY, SECONDS

    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file


def told(data: bytes) -> tuple[dict[str, object], bytes]:
    from accord.formats.pdf_anew import Refused

    try:
        from accord.formats.pdf_anew.pages import anew

        made = anew(data)
    except Refused as fault:
        return {"fault": fault.code, "page": fault.page}, b""
    except (Exception, RecursionError) as fault:
        return {"fault": "broken", "page": 0, "why": type(fault).__name__}, b""
    return {"texts": made.texts, "beside": made.beside}, made.data


if __name__ == "__main__":
    logging.disable()
    warnings.simplefilter("ignore")
    bounded()
    facts, made = told(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + made)
