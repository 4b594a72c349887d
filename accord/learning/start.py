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


COUNTRY = Stop(_("My country’s page"), _("What is known of it: law, treaties, figures, promises."), "countries/{country}/")
LIKE = Stop(
    _("What worked for countries like mine"), _("Practices and adoptions of the nearest countries, with rating and cost."),
    "countries/{country}/learn/",
)  # fmt: skip
ASKED = Stop(
    _("Recommendations to my country"), _("What was asked of it, and how it answered."), "recommendations/?country={country}"
)
OFFERS = Stop(_("Offers and needs"), _("Who offers a visit, a mentor, a document, and who looks for one."), "offers/")
PRACTICES = Stop(_("Practices"), _("What was done, what it cost, what failed, and whom to ask; yours as well."), "practices/")
TRAVEL = Stop(_("How practices travel"), _("From country to country, in days; each adoption to download."), "practices/travel/")
SHADOW = Stop(_("Shadow reports"), _("Say what you found beside a State’s own report."), "shadow-reports/")
ELSEWHERE = Stop(_("Courses and tools elsewhere"), _("Where the INSPIRE tools and other guides live."), "learn/elsewhere/")
MINE = Stop(_("My page"), _("What your country owes here, the nearest day first."), "my/")
PLANS = Stop(_("Action plans"), _("Who does what, where, until when, with what money."), "plans/?country={country}")
DIRECTORY = Stop(
    _("Organisations"), _("Put yours in the directory: what it writes here stands under its name."), "directory/organisations/"
)
RELEASES = Stop(_("Releases"), _("Figures as they came; a statistician loads and publishes her own series here."), "releases/")
GAPS = Stop(_("Data gaps"), _("Which figures nobody has, and what to ask for."), "gaps/")
EXPLORER = Stop(_("The explorer"), _("Indicators and countries side by side, each view with an address."), "explore/")
WAITING = Stop(
    _("Practices that wait for a peer"), _("Two peers of two other countries review each practice."), "practices/?grade=waiting"
)
PLATFORMS = Stop(
    _("Platforms"), _("Where countries and bodies act on one threat together; join one, or open the one that is missing."),
    "platforms/",
)  # fmt: skip
THREATS = Stop(_("Threats"), _("What crosses borders, whom it touches, and who owns the operations against it."), "threats/")
TOGETHER = Stop(
    _("Coordination in my country"), _("Who does what across health, education, justice, social welfare and finance."),
    "countries/{country}/coordination/",
)  # fmt: skip
DISCUSSIONS = Stop(_("Discussions"), _("Ask what others tried, and answer what you know."), "discussions/")
CYCLES = Stop(_("Reporting cycles"), _("How countries are assessed here."), "cycles/")
KNOW = Stop(_("Indicators"), _("Definitions, sources, releases."), "know/")
JOURNAL = Stop(_("The journal"), _("Proof that what was published was not changed."), "verify/")

PATHS = (
    Path("ministry", _("I am new in a ministry"), (COUNTRY, LIKE, ASKED, PLATFORMS, DISCUSSIONS, OFFERS, ELSEWHERE)),
    Path("focal-point", _("I am a focal point"), (MINE, ASKED, PLANS, PLATFORMS, TOGETHER, PRACTICES, OFFERS)),
    Path("civil-society", _("I work for civil society"), (COUNTRY, SHADOW, PLATFORMS, DISCUSSIONS, PRACTICES, OFFERS, DIRECTORY)),
    Path("statistician", _("I work with figures"), (RELEASES, GAPS, EXPLORER)),
    Path("peer", _("I review what other countries did"), (WAITING, TRAVEL, CYCLES)),
    Path("researcher", _("I do research"), (TRAVEL, PRACTICES, THREATS, KNOW, JOURNAL)),
)


def path_named(code: str) -> Path | None:
    return next((path for path in PATHS if path.code == code), None)
