"""What governments and an assessor say became of recommendations, and which of them ask for the same."""

from accord.accountability.access import assessing
from accord.accountability.actions import confirm_cluster, follow_up, propose_clusters
from accord.accountability.models import Cluster, FollowUp, Recommendation
from accord.people.models import Area, Capacity, Person, Role

# Words of the text, the country, what the government tells, what an assessor of another country sees.
TOLD = (
    ("survey", "XAA", "in_progress", "The questions are agreed with the statistics office.", "in_progress"),
    ("criminal responsibility", "XAA", "not_started", "The ministry of justice is studying the laws of its neighbours.", ""),
    ("parents", "XAA", "implemented", "Courses for parents run in all forty districts.", "in_progress"),
    ("helpline", "XAB", "implemented", "Calls are free from every network since spring.", ""),
    ("institutions", "XAC", "not_started", "The country sees no need to close them.", "not_started"),
)


def tell() -> None:
    from accord.overview.demo.story import days_ago

    hats = {c.area.code: c for c in Capacity.objects.active().filter(role=Role.FOCAL_POINT, person__world="demo") if c.area}
    with days_ago(300):
        for words, code, progress, why, seen in TOLD:
            _one(
                Recommendation.objects.filter(area__code=code, text__icontains=words).order_by("pk")[0],
                hats[code],
                progress,
                why,
                seen,
            )
    with days_ago(280):
        for code in ("XAA", "XAB", "XAC"):
            propose_clusters(Area.objects.get(code=code))
        # One is confirmed; the others wait for those who try the demonstration.
        first = Cluster.objects.filter(area__code="XAA", members__recommendation__text__icontains="birth").first()
        if first is None:
            raise ValueError("Demonstration: nothing asks for the same")
        refs = list(first.members.values_list("recommendation__ref", flat=True))
        confirm_cluster(first, refs, version=first.version, by=hats["XAA"])


def _one(found: Recommendation, hat: Capacity, progress: str, why: str, seen: str) -> None:
    given = {"progress": progress, "rationale": why, "language": "en"}
    evidence = {"evidence": "Official gazette, special issue."} if progress == "implemented" else {}
    follow_up(found, given | evidence, view=FollowUp.View.GOVERNMENT, version=0, by=hat)
    person = Person.objects.get(email="assessor@xad.demo.example")
    judge = assessing(person, found.area) if seen else None
    if judge:
        said = {"progress": seen, "rationale": "Offices in six districts were visited.", "confidence": "medium", "language": "en"}
        follow_up(found, said, view=FollowUp.View.ASSESSOR, version=0, by=judge)
