"""What this room says is owed, a file a subject; each gives the duties within a scope (`record/owing.py`)."""

from django.utils.translation import gettext_lazy as _

from accord.accountability.owed.editions import editions_in, of_editions
from accord.accountability.owed.letters import of_letters
from accord.accountability.owed.pathfinding import decisions_in, of_pathfinding
from accord.accountability.owed.peers import of_peer_reviews, reviews_in
from accord.accountability.owed.promises import of_promises
from accord.accountability.owed.recommendations import of_recommendations
from accord.accountability.owed.reports import of_reports
from accord.accountability.owed.shadows import of_shadows
from accord.record.owing import Duties, Scope, Waiting

KINDS = {
    "report": _("Reports of a cycle"),
    "recommendation": _("Recommendations"),
    "promise": _("Commitments, actions and milestones"),
    "pathfinding": _("Pathfinding"),
    "shadow": _("Shadow reports"),
    "peers": _("Peer reviews"),
    "edition": _("Editions of the global report"),
}
SUPPLIERS = (of_reports, of_recommendations, of_promises, of_shadows, of_letters)
RARE = {"pathfinding": of_pathfinding, "peers": of_peer_reviews, "edition": of_editions}


def duties(scope: Scope) -> Duties:
    """Six queries for a country's people where nothing rare is under way."""
    there = yield Waiting({"pathfinding": decisions_in(scope), "peers": reviews_in(scope), "edition": editions_in(scope)})
    for supplier in SUPPLIERS:
        yield from supplier(scope)
    for source, rare in RARE.items():
        if source in there:
            yield from rare(scope)
