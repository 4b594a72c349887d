"""How well `calc/nearness` proposes: `python -m bench.nearness.judge FILE` (the UPR file, see docs/nearness.md).

The threshold is looked for on the half `tune`; precision and recall are told of the half `test`, with the pairs judged wrongly
(`--test`). `--hold` prints the figures of the half `test` alone and fails where they are below those that the page tells.
"""

import csv
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from accord.calc.nearness import LEAST, cosine, rarity, terms, weigh
from bench.nearness.sample import Key, texts

LABELS = Path(__file__).with_name("labels.csv")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "nearness.md"


@dataclass(frozen=True)
class Judged:
    a: Key
    b: Key
    same: bool
    half: str
    nearness: float


def judged(path: Path) -> list[Judged]:
    """Rarity is counted in the recommendations of the same country, as the site does."""
    found = texts(path)
    of: dict[str, list[Key]] = defaultdict(list)
    for key in found:
        of[key[0]].append(key)
    split = {key: terms(text) for key, text in found.items()}
    rare = {country: rarity(split[k] for k in keys) for country, keys in of.items()}
    rows = []
    with LABELS.open(newline="") as file:
        for row in csv.DictReader(file):
            a, b = ((row["country"], int(row[f"session_{x}"]), int(row[f"number_{x}"])) for x in "ab")
            one, two = (weigh(split[key], *rare[key[0]]) for key in (a, b))
            rows.append(Judged(a, b, row["same"] == "1", row["half"], cosine(one, two)))
    return rows


def figures(rows: list[Judged], least: float) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    proposed = [r for r in rows if r.nearness >= least]
    right = sum(r.same for r in proposed)
    precision, recall = right / max(1, len(proposed)), right / max(1, sum(r.same for r in rows))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass(frozen=True)
class Told:
    """What docs/nearness.md says of the half `test`."""

    pairs: int
    same: int
    least: float
    precision: float
    recall: float
    f1: float


TOLD = re.compile(
    r"Half `test`, (\d+) pairs, (\d+) of them the same, least nearness ([\d.]+): "
    r"\*\*precision ([\d.]+), recall ([\d.]+), F1 ([\d.]+)\*\*"
)


def told_in(page: str) -> Told:
    """Raises ValueError where the page tells no figures: what nobody promised holds nothing."""
    found = TOLD.search(page)
    if found is None:
        raise ValueError("docs/nearness.md tells no figures of the half `test`")
    pairs, same, *shares = found.groups()
    return Told(int(pairs), int(same), *(float(share) for share in shares))


def below(told: Told, rows: list[Judged]) -> list[str]:
    """In what the half not looked at falls short of the page; figures are compared as they are printed, with two decimals."""
    test = [r for r in rows if r.half == "test"]
    counted = {"pairs": len(test), "same": sum(r.same for r in test), "least": LEAST}
    faults = [
        f"{name}: the page says {getattr(told, name)}, it is {n}" for name, n in counted.items() if getattr(told, name) != n
    ]
    for name, share in zip(("precision", "recall", "f1"), figures(test, LEAST), strict=True):
        if round(share, 2) < getattr(told, name):
            faults.append(f"{name}: the page says {getattr(told, name)}, it is {share:.3f}")
    return faults


def hold(path: Path) -> int:
    rows = judged(path)
    precision, recall, f1 = figures([r for r in rows if r.half == "test"], LEAST)
    print(f"near-duplicates, half not looked at: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    faults = below(told_in(PAGE.read_text()), rows)
    for fault in faults:
        print(f"FAILED: nearness, {fault}")
    return 1 if faults else 0


def main(path: Path) -> None:
    rows = judged(path)
    halves = {half: [r for r in rows if r.half == half] for half in ("tune", "test")}
    for step in range(10, 80, 4):
        print("tune", step / 100, *(f"{x:.2f}" for x in figures(halves["tune"], step / 100)))
    if "--test" not in sys.argv:
        return
    print("test", LEAST, *(f"{x:.3f}" for x in figures(halves["test"], LEAST)))
    for r in sorted(halves["test"], key=lambda r: -abs(r.nearness - LEAST)):
        if (r.nearness >= LEAST) != r.same:
            print(f"{r.a[0]} {r.a[1]}-{r.a[2]} / {r.b[1]}-{r.b[2]} {r.nearness:.2f} {'missed' if r.same else 'wrongly proposed'}")


if __name__ == "__main__":
    if "--hold" in sys.argv:
        sys.exit(hold(Path(sys.argv[1])))
    main(Path(sys.argv[1]))
