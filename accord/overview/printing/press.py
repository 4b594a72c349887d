"""One PDF, set in a process of its own: typst keeps in memory what it has set (300 MB of a long report), and that ends with it.

Run as a file, with what `print_pdf` asks as JSON on its input: the PDF comes out, or exit code 3 and the text that no font draws.
"""

import json
import re
import sys
from datetime import datetime
from typing import Any

NO_GLYPH = 3


def pressed(asked: dict[str, Any]) -> bytes:
    """Raises typst.TypstError."""
    import typst  # not where the site itself reads of `NO_GLYPH`

    compiler = typst.Compiler(
        input=asked["template"],
        root=asked["root"],
        font_paths=asked["fonts"],
        ignore_system_fonts=True,
        sys_inputs=asked["inputs"],
    )
    at = datetime.fromisoformat(asked["at"])
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=at)
    except typst.TypstError as error:
        if hit := re.search(r"text (.+?) could not be displayed", f"{error.message} {error.diagnostic}"):
            print(hit[1], file=sys.stderr)
            sys.exit(NO_GLYPH)
        # A glyph that maps back to no character forbids the UA-1 claim; the pages are tagged all the same.
        made = compiler.compile(format="pdf", timestamp=at)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.buffer.write(pressed(json.load(sys.stdin)))
