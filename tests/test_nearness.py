"""What docs/nearness.md says of the half that nobody looked at holds the trial on real files."""

from dataclasses import replace

import pytest

from accord.calc.nearness import LEAST
from bench.nearness.judge import PAGE, Judged, Told, below, told_in


def pairs(right: int, wrong: int, missed: int, half: str = "test") -> list[Judged]:
    a, b = ("Land", 1, 1), ("Land", 1, 2)
    return (
        [Judged(a, b, True, half, LEAST)] * right
        + [Judged(a, b, False, half, 0.9)] * wrong
        + [Judged(a, b, True, half, LEAST - 0.01)] * missed
    )


TOLD = Told(12, 10, LEAST, 0.8, 0.8, 0.8)


def test_the_page_tells_figures_of_the_labels() -> None:
    told = told_in(PAGE.read_text())
    assert (told.pairs, told.same, told.least) == (120, 66, LEAST)
    assert 0.5 < told.f1 < 1
    with pytest.raises(ValueError, match="no figures"):
        told_in("All is well.")


def test_what_falls_short_is_named_and_the_half_looked_at_counts_for_nothing() -> None:
    rows = pairs(8, 2, 2)
    assert below(TOLD, rows) == []
    assert below(TOLD, rows + pairs(0, 0, 50, half="tune")) == []
    assert [fault.partition(":")[0] for fault in below(TOLD, pairs(7, 2, 3))] == ["precision", "recall", "f1"]
    assert [fault.partition(":")[0] for fault in below(replace(TOLD, pairs=11, least=0.3), rows)] == ["pairs", "least"]
    assert below(TOLD, pairs(9, 2, 1)) == []  # better than told
