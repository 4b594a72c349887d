"""Pages and lists, each as HTML and as a value."""

from django.http import Http404, HttpRequest, HttpResponse

from accord.kit.access import members_only, public
from accord.kit.asked import whole_number
from accord.kit.pages import show, table_file
from accord.learning.reads import adoptions, elsewhere, exchanges, mine, offers, practices, questions
from accord.people.models import Person
from accord.record.reads import follows

PRACTICES = ("q", "country", "problem", "theme", "sector", "kind", "grade", "world")
OFFERS = ("q", "side", "kind", "country", "problem", "theme", "state", "world")


def _asked(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:60] for name in names}


def _after(request: HttpRequest) -> int:
    return whole_number(request.GET.get("after", ""))


@public
def practice_list(request: HttpRequest) -> HttpResponse:
    page = practices.practice_list(_asked(request, PRACTICES), _after(request), request.user)
    return show(request, "learning/practices.html", page)


@public
def practices_csv(request: HttpRequest) -> HttpResponse:
    return table_file("practices", practices.COLUMNS, practices.practice_rows(_asked(request, PRACTICES), request.user))


@public
def practice(request: HttpRequest, ref: str) -> HttpResponse:
    page = practices.practice_page(ref, request.user)
    followed = follows(request.user, f"practices/{ref}")
    return show(request, "learning/practice.html", page, extra={"followed": followed})


@public
def travel(request: HttpRequest) -> HttpResponse:
    return show(request, "learning/travel.html", adoptions.travel_page(_asked(request, ("world",))))


@public
def travel_csv(request: HttpRequest) -> HttpResponse:
    return table_file("travel", adoptions.TRAVEL_COLUMNS, adoptions.travel_rows(_asked(request, ("world",))))


@public
def adoption(request: HttpRequest, ref: str) -> HttpResponse:
    page = adoptions.adoption_page(ref, request.user)
    return show(request, "learning/adoption.html", page, extra={"followed": follows(request.user, f"adoptions/{ref}")})


@public
def offer_list(request: HttpRequest) -> HttpResponse:
    return show(request, "learning/offers.html", offers.offer_list(_asked(request, OFFERS), _after(request), request.user))


@public
def offers_csv(request: HttpRequest) -> HttpResponse:
    return table_file("offers", offers.COLUMNS, offers.offer_rows(_asked(request, OFFERS), request.user))


@public
def offer(request: HttpRequest, ref: str) -> HttpResponse:
    page = offers.offer_page(ref, request.user)
    return show(request, "learning/offer.html", page, extra={"followed": follows(request.user, f"offers/{ref}")})


@public
def exchange(request: HttpRequest, ref: str) -> HttpResponse:
    return show(request, "learning/exchange.html", exchanges.exchange_page(ref, request.user))


@members_only
def question(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    return show(request, "learning/question.html", questions.question_page(ref, number, request.user))


@members_only
def mine_page(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    return show(request, "learning/mine.html", mine.my_learning(person))


@public
def elsewhere_page(request: HttpRequest) -> HttpResponse:
    return show(request, "learning/elsewhere.html", elsewhere.elsewhere_page())


@public
def start(request: HttpRequest, code: str = "") -> HttpResponse:
    page = elsewhere.start_page(code, request.user)
    if page is None:
        raise Http404
    return show(request, "learning/start.html", page)
