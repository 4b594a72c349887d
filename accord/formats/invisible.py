"""Characters that nobody sees and that make a text read otherwise than it is.

Taken out: what turns the direction of others (Unicode TR 9: embeddings, overrides, isolates; the attack is described as
"Trojan Source", CVE-2021-42574), spaces without width, invisible operators and tags. Left in: ZWNJ and ZWJ, which Persian,
Urdu and the scripts of India need, and the marks LRM, RLM and ALM, which only help a line that mixes directions.
"""

import re

_TAKEN = re.compile("[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+")
_LEFT = re.compile("[\u061c\u200c-\u200f]+")


def without_invisible(text: str) -> str:
    """The text as its readers see it."""
    return _TAKEN.sub("", text)


def without_joiners(text: str) -> str:
    """The text without the invisible characters that writing needs: only to look for what they part, never to keep."""
    return _LEFT.sub("", text)
