"""Which pairs of recommendations are read by a person: drawn by seed over the whole range of likeness, before any method.

`python -m bench.nearness.sample FILE` (the UPR file, see docs/nearness.md) writes country, session and number of the two: no
sentence of the source. The likeness that spreads the draw is the share of common words (Jaccard), not the measure that is judged.
"""

import csv
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from accord.formats.recommendations import read_recommendations

SEED, SPLIT = 20261125, 7
# Lower end of each band of likeness, and how many pairs are drawn from it.
BANDS = {0.05: 10, 0.1: 25, 0.15: 30, 0.2: 35, 0.25: 35, 0.3: 30, 0.4: 30, 0.5: 25, 0.7: 20}
type Key = tuple[str, int, int]  # country, session, number within both in the order of the file


def texts(path: Path) -> dict[Key, str]:
    taken: Counter[tuple[str, int]] = Counter()
    found: dict[Key, str] = {}
    for row in read_recommendations(path).rows:
        taken[row.to, row.session] += 1
        found[row.to, row.session, taken[row.to, row.session]] = row.text
    return found


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", text.lower()))


def pairs(found: dict[Key, str]) -> Iterator[tuple[float, Key, Key]]:
    """Of one country each. Twins of one wording are left out: whoever finds them has shown nothing."""
    of: dict[str, list[Key]] = defaultdict(list)
    for key in found:
        of[key[0]].append(key)
    bags = {key: words(text) for key, text in found.items()}
    for keys in of.values():
        for a, b in combinations(keys, 2):
            if bags[a] != bags[b] and (both := bags[a] & bags[b]):
                yield len(both) / len(bags[a] | bags[b]), a, b


def main(path: Path) -> None:
    rows: dict[float, list[tuple[Key, Key]]] = defaultdict(list)
    for score, a, b in pairs(texts(path)):
        if band := max((low for low in BANDS if score >= low), default=0.0):
            rows[band].append((a, b))
    rng = random.Random(SEED)
    drawn = [pair for band, count in BANDS.items() for pair in rng.sample(rows[band], count)]
    rng.shuffle(drawn)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("country", "session_a", "number_a", "session_b", "number_b", "same", "half"))
    tuned = set(random.Random(SPLIT).sample(range(len(drawn)), len(drawn) // 2))
    out.writerows((a[0], *a[1:], *b[1:], "", "tune" if n in tuned else "test") for n, (a, b) in enumerate(drawn))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
