"""Recommendations from files: all checked first, then all or nothing."""

from collections.abc import Sequence

from accord.accountability.actions.cards import recommendation_card
from accord.accountability.actions.headings import count_headings, hold, place
from accord.accountability.actions.imports import Written, digest_of, numbered, taken_numbers, unknown_state, write_all
from accord.accountability.models import Commitment, Recommendation
from accord.calc.upr import cycle_of
from accord.formats.recommendations import RecommendationRow, Recommendations
from accord.formats.result import ImportResult
from accord.kit.importing import Progress
from accord.people.finding import AreaFinder
from accord.people.models import Area, World
from accord.record.models import Topic

ANSWER = ("response", "response_word", "response_source")


def import_recommendations(
    read: Recommendations, progress: Progress, *, world: str = World.REAL, source: str = ""
) -> ImportResult:
    """All or nothing; a row that is there already is unchanged, or changed where the source tells it otherwise now.

    What the State answered here itself is not written over.
    """
    finder = AreaFinder(states=True, world=world)
    areas = {row.to: finder.find("", row.to) for row in read.rows}
    faults = [unknown_state(row.row, row.to) for row in read.rows if areas[row.to] is None]
    if read.refused or faults:
        return ImportResult(read=read.read, refused=sorted([*read.refused, *faults], key=lambda f: f.row), notes=read.notes)
    objects = {a.pk: a for a in Area.objects.filter(pk__in=[pk for pk in areas.values() if pk])}
    taken = taken_numbers(Recommendation, objects)
    topics = {t.code: t for t in Topic.objects.filter(scheme__in=("inspire", "sdg"))}
    told = source or read.source

    def write(batch: Sequence[RecommendationRow]) -> list[Written]:
        keys = {row.row: digest_of(row.key) for row in batch}
        known = {r.key: r for r in Recommendation.objects.filter(key__in=keys.values()).select_related("area")}
        changed: list[Written] = []
        for row in batch:
            area, key = objects[areas[row.to] or 0], keys[row.row]
            made = known.get(key) or _fresh(row, key, area, numbered(_stem(row), taken, area.code))
            given = _given(row)
            if made.responded_on:
                given = {name: value for name, value in given.items() if name not in ANSWER}
            if made.pk and all(getattr(made, name) == value for name, value in given.items()):
                continue
            for name, value in given.items():
                setattr(made, name, value)
            made.from_area_id, made.source = finder.find("", made.from_words), told if not made.pk else made.source
            changed.append((made, recommendation_card(made, area, topics)))
        return changed

    def after(rows: Sequence[Recommendation | Commitment]) -> None:
        place([row for row in rows if isinstance(row, Recommendation)])

    def last() -> None:
        count_headings(world)
        if read.many_reviews:
            hold(world, told)

    about = {"source": told, "world": world}
    done = write_all(read.read, read.rows, write, progress, "recommendations_imported", about, after=after, last=last)
    return ImportResult(done.read, done.added, done.changed, done.unchanged, notes=read.notes)


def _stem(row: RecommendationRow) -> str:
    """upr8 by its session, crc2016 by its year, crc where neither is known."""
    return f"{row.body}{row.session or row.given_on[:4]}"


def _fresh(row: RecommendationRow, key: str, area: Area, ref: str) -> Recommendation:
    return Recommendation(
        key=key, ref=ref, area=area, body=row.body, symbol=row.symbol[:80], paragraph=row.paragraph[:40], session=row.session
    )


def _given(row: RecommendationRow) -> dict[str, object]:
    """What a source may mend of a row that is there already; its key says what may not change."""
    cycle = row.cycle or (cycle_of(row.session) if row.body == "upr" and row.session else None)
    return {
        "text": row.text, "from_words": "; ".join(row.recommending)[:300], "language": row.language, "given_on": row.given_on,
        "cycle": cycle, "response": row.response, "response_word": row.response_word[:60],
        "response_source": row.response_source[:120], "action": row.action, "issues": list(row.issues),
        "persons": list(row.persons), "goals": list(row.goals), "strategies": list(row.strategies),
    }  # fmt: skip
