"""What a practice may be called after two peers proposed a grade each, and how far their proposals stand apart.

The first three words are those in which INSPIRE grades its interventions (effective, promising, prudent: INSPIRE handbook, WHO
2018); "not shown" is ours, for what nobody has shown to work or not to work.
"""

from collections.abc import Sequence

GRADES = ("not_shown", "prudent", "promising", "effective")  # in order
PEERS = 2


def allowed(proposals: Sequence[str], evidence_for: int) -> tuple[str, ...]:
    """Grades that may be given, from the lowest proposal to the highest; without evidence for it only "not_shown" is.

    `proposals`: one of each peer; `evidence_for`: links to evidence that speaks for it. Empty where fewer than two proposed.
    Worked: prudent and effective with one link give prudent, promising, effective; with none, not_shown alone.
    Raises ValueError for a grade that is none and for a negative count.
    """
    if evidence_for < 0:
        raise ValueError("A count is not negative")
    places = [place(one) for one in proposals]
    if len(places) < PEERS:
        return ()
    return GRADES[min(places) : max(places) + 1] if evidence_for else GRADES[:1]


def apart(proposals: Sequence[str]) -> int:
    """Steps between the lowest and the highest proposal; 0 where they agree. Raises ValueError where there is none."""
    if not proposals:
        raise ValueError("Nothing was proposed")
    places = [place(one) for one in proposals]
    return max(places) - min(places)


def place(grade: str) -> int:
    if grade not in GRADES:
        raise ValueError("There is no such grade")
    return GRADES.index(grade)
