"""A person's own page."""

from dataclasses import dataclass
from datetime import date

from accord.accountability.access import speaks
from accord.accountability.states import COUNTRY
from accord.directory.access import COUNTRY as NOMINATORS
from accord.indicators.access import loads, open_intakes
from accord.indicators.loading.reads import IntakeLine, intake_line
from accord.moderation.reads.mine import waiting_notices
from accord.notices.reads import Owed, PackLine, my_lines, unread_packs
from accord.overview.ideas import Idea, ideas_for
from accord.people.models import Capacity, Person, Role
from accord.record.access import OWN_COUNTRY
from accord.record.models import Draft
from accord.record.reads import KeptTyping, kept_typing
from accord.spaces.reads.mine import Wish, platforms_of, wishes_of
from accord.spaces.reads.shown import PlatformName

MOST = 10  # things owed that one's own page shows; the others stand on a page of theirs


@dataclass(frozen=True)
class Hat:
    id: int
    words: str
    since: date | None


@dataclass(frozen=True)
class MyPage:
    tasks: list[Owed]
    owed: int
    notices: int  # decisions about what they wrote that stand among nothing of that
    packs: list[PackLine]
    ideas: list[Idea]
    capacities: list[Hat]
    waiting: list[str]
    drafts: list[KeptTyping]
    country: str
    own_country: str  # whose own people the reader is of
    may_promise: bool
    may_nominate: bool
    may_load: bool
    may_shadow: bool
    files: list[IntakeLine]
    platforms: list[PlatformName]
    wishes: list[Wish]
    officer: bool
    world: str


def my_page(person: Person) -> MyPage:
    hats = person.hats
    states = (Capacity.State.NOMINATED, Capacity.State.CHECKED)
    waiting = person.capacities.filter(state__in=states).select_related("area", "organisation")
    kept = Draft.objects.filter(person=person).order_by("-saved_at")[:10]
    roles = {h.role for h in hats}
    tasks = my_lines(person)
    return MyPage(
        tasks=tasks[:MOST],
        owed=len(tasks),
        notices=waiting_notices(person, named=not hats),
        packs=unread_packs(person),
        ideas=ideas_for(hats, {t.as_words for t in tasks}),
        capacities=[Hat(h.pk, str(h), h.starts_on) for h in hats],
        waiting=[str(w) for w in waiting],
        drafts=kept_typing(kept),
        country=next((h.area.code for h in hats if h.area and h.area.is_country), ""),
        own_country=next((h.area.code for h in hats if h.role in OWN_COUNTRY and h.area and h.area.is_country), ""),
        may_promise=bool(roles & set(COUNTRY)),
        may_nominate=bool(roles & {*NOMINATORS, Role.SECRETARIAT, Role.ORG_MEMBER}),
        may_load=any(loads(h) for h in hats),
        may_shadow=any(speaks(h) for h in hats),
        files=[intake_line(i) for i in open_intakes(person)],
        platforms=platforms_of(person),
        wishes=wishes_of(person),
        officer=person.is_officer,
        world=person.world,
    )
