"""Where to begin, by role: paths through the whole site, as data. `{country}` becomes the reader's own, where one is known."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Stop:
    words: str | Promise
    why: str | Promise
    url: str


@dataclass(frozen=True)
class Path:
    code: str
    title: str | Promise
    stops: tuple[Stop, ...]


LIKE = Stop(
    _("What worked for countries like mine"), _(
        "Practices and adoptions of the countries nearest to yours, with their rating and cost."),
    "countries/{country}/learn/",
)  # fmt: skip
COUNTRY = Stop(_("My country’s page"), _("What is known of it: law, treaties, figures, promises."), "countries/{country}/")
OFFERS = Stop(_("Offers and needs"), _("Who offers a visit, a mentor, a document, and who looks for one."), "offers/")
PRACTICES = Stop(
    _("Practices"), _("What was done elsewhere, what it cost, what failed; each with the way to ask its owner."), "practices/"
)
PROMISES = Stop(
    _("Recommendations to my country"), _("What was asked of it, and how it answered."), "recommendations/?country={country}"
)

PATHS = (
    Path("ministry", _("I am new in a ministry"), (
        COUNTRY, LIKE, Stop(_("Recommendations to States"), PROMISES.why, PROMISES.url), OFFERS,
        Stop(_("Courses and tools elsewhere"), _("Where the INSPIRE tools and other guides live."), "learn/elsewhere/"),
    )),
    Path("focal-point", _("I am a focal point"), (
        Stop(_("My page"), _("What your country owes here, the nearest day first."), "my/"), PROMISES,
        Stop(_("Action plans"), _("Who does what, where, until when, with what money."), "plans/?country={country}"),
        Stop(_("Write down a practice"), _(
            "What your country did and what came of it, for others to use."), "practices/new/"), OFFERS,
    )),
    Path("civil-society", _("I work for civil society"), (
        COUNTRY, Stop(_("Shadow reports"), _(
            "Say what you found beside a State’s own report."), "shadow-reports/"), PRACTICES, OFFERS,
        Stop(_("Put an organisation in the directory"), _(
            "What your organisation writes here stands under its name."), "directory/organisations/new/"),
    )),
    Path("statistician", _("I work with figures"), (
        Stop(_("Load figures"), _(
            "Your own series: checked as a whole, mended in the browser, published by you."), "releases/load/"),
        Stop(_("Data gaps"), _("Which figures nobody has, and what to ask for."), "gaps/"),
        Stop(_("The explorer"), _("Indicators and countries side by side, each view with an address."), "explore/"),
    )),
    Path("peer", _("I review what other countries did"), (
        Stop(_("Practices that wait for a peer"), _(
            "Two peers of two other countries review each practice."), "practices/?grade=unrated"),
        Stop(_("How practices travel"), _("From country to country, in days."), "practices/travel/"),
        Stop(_("Reporting cycles"), _("How countries are assessed here."), "cycles/"),
    )),
    Path("researcher", _("I do research"), (
        Stop(_("How practices travel"), _("Each adoption with its days, to download."), "practices/travel/"), PRACTICES,
        Stop(_("Indicators"), _("Definitions, sources, releases."), "know/"),
        Stop(_("The journal"), _("Proof that what was published was not changed."), "verify/"),
    )),
)  # fmt: skip


def path_named(code: str) -> Path | None:
    return next((path for path in PATHS if path.code == code), None)
