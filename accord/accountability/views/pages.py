"""Pages that are read."""

from django.http import HttpRequest, HttpResponse

from accord.accountability import reads
from accord.accountability.reads.plan_lists import ACTION_COLUMNS, PLAN_COLUMNS, action_rows, plan_rows
from accord.accountability.reads.recommendations import ASKED
from accord.kit.access import public
from accord.kit.asked import whole_number
from accord.kit.pages import show, table_file
from accord.people.models import World
from accord.record.reads import follows

OF_PLANS = ("country", "state", "world")
OF_ACTIONS = ("country", "plan", "state", "status", "theme", "sector", "province", "world")


def _after(request: HttpRequest) -> int:
    return whole_number(request.GET.get("after", ""))


def _asked(request: HttpRequest, *names: str, most: int = 100) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:most] for name in names}


@public
def recommendations(request: HttpRequest) -> HttpResponse:
    page = reads.recommendation_list(_asked(request, *ASKED, most=300), _after(request), request.user)
    return show(request, "accountability/recommendations.html", page)


@public
def recommendation(request: HttpRequest, ref: str) -> HttpResponse:
    page = reads.recommendation_page(ref, request.user)
    extra = {"followed": follows(request.user, f"recommendations/{ref}")}
    return show(request, "accountability/recommendation.html", page, extra=extra)


@public
def alike(request: HttpRequest, iso3: str) -> HttpResponse:
    return show(request, "accountability/alike.html", reads.alike_page(iso3, request.user))


@public
def commitments(request: HttpRequest) -> HttpResponse:
    asked = _asked(request, "country", "kind", "state", "theme", "sector", "world")
    return show(request, "accountability/commitments.html", reads.commitment_list(asked, _after(request), request.user))


@public
def commitment(request: HttpRequest, ref: str) -> HttpResponse:
    page = reads.commitment_page(ref, request.user)
    extra = {"followed": follows(request.user, f"commitments/{ref}")}
    return show(request, f"accountability/{'pledge' if page.line.session else 'commitment'}.html", page, extra=extra)


@public
def plans(request: HttpRequest) -> HttpResponse:
    page = reads.plan_list(_asked(request, *OF_PLANS), _after(request), request.user)
    return show(request, "accountability/plans.html", page)


@public
def plans_csv(request: HttpRequest) -> HttpResponse:
    return table_file("plans", PLAN_COLUMNS, plan_rows(_asked(request, *OF_PLANS), request.user))


@public
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"plans/{ref}")}
    return show(
        request, "accountability/plan.html", reads.plan_page(ref, request.user, request.GET.get("sort", "")[:30]), extra=extra
    )


@public
def plan_actions(request: HttpRequest) -> HttpResponse:
    page = reads.action_list(_asked(request, *OF_ACTIONS), _after(request), request.user)
    return show(request, "accountability/actions.html", page)


@public
def actions_csv(request: HttpRequest) -> HttpResponse:
    return table_file("actions", ACTION_COLUMNS, action_rows(_asked(request, *OF_ACTIONS), request.user))


@public
def action(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"actions/{ref}")}
    return show(request, "accountability/action.html", reads.action_page(ref, request.user), extra=extra)


@public
def cycles(request: HttpRequest) -> HttpResponse:
    world = World.DEMO if request.GET.get("world") == World.DEMO else World.REAL
    return show(request, "accountability/cycles.html", reads.cycle_list(world))


@public
def report(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"reports/{ref}")}
    return show(request, "accountability/report.html", reads.report_page(ref, request.user), extra=extra)
