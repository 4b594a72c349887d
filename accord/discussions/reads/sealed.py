"""How authors are shown under the Chatham House rule, what their forms say of it, and which post a sealed name is behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.discussions.crowds import shown_labels
from accord.discussions.marks import SUBJECTS
from accord.discussions.models import NamesAs, Post, Topic, Translation
from accord.discussions.models.sealed import MODERATOR
from accord.discussions.places import present_on
from accord.people.models import Area, Capacity, Person, Role
from accord.record.models import Card

WORLD = "001"  # M49
REGIONS = {
    "002": gettext_lazy("Africa"), "019": gettext_lazy("Americas"), "142": gettext_lazy("Asia"), "150": gettext_lazy("Europe"),
    "009": gettext_lazy("Oceania"),
}  # fmt: skip


def labels_of(hats: Sequence[Capacity], names_as: str) -> dict[int, str]:
    """Person -> role, or code of the region of M49; "" where there is none."""
    if names_as == NamesAs.ROLE:
        return {hat.person_id: hat.role for hat in hats}
    if names_as != NamesAs.REGION:
        return {hat.person_id: "" for hat in hats}
    above: dict[int | None, Area] = {
        area.pk: area for area in Area.objects.filter(kind=Area.Kind.REGION).only("code", "parent_id")
    }  # 1 query
    return {hat.person_id: _region(hat, above) for hat in hats}


def _region(hat: Capacity, above: Mapping[int | None, Area]) -> str:
    """The largest one below the world; each step up is a region of M49."""
    area = hat.area or (hat.organisation.area if hat.organisation else None)
    found, at = "", area.parent_id if area else None
    while at in above and above[at].code != WORLD:
        found, at = above[at].code, above[at].parent_id
    return found if found in REGIONS else ""


def shown_now(topic: Topic, hats: Sequence[Capacity]) -> frozenset[str]:
    """Labels that a post written now may bear."""
    began = dict(topic.presences.values_list("person_id", "label"))
    return shown_labels(began, labels_of(hats, topic.names_as), topic.aliases)


def alias_for(topic: Topic, person: Person, hats: Sequence[Capacity], shown: frozenset[str]) -> str:
    """What others would see: the code of a role or region, or "" for a participant."""
    label = labels_of([hat for hat in hats if hat.person_id == person.pk], topic.names_as).get(person.pk, "")
    return label if label in shown else ""


def alias_words(alias: str) -> str:
    if alias == MODERATOR:
        return _("A moderator")
    if alias in REGIONS:
        return _("A participant (%(region)s)") % {"region": REGIONS[alias]}
    return str(Role(alias).label) if alias in Role.values else _("A participant")


@dataclass(frozen=True)
class OwnPart:
    """For the form: what others will see of the reader, and how many they stand among."""

    alias: str
    crowd: str


def own_part(topic: Topic, person: Person) -> OwnPart:
    """As things stand: somebody may leave before the button is pressed."""
    hats = present_on(topic.place)
    shown = shown_now(topic, hats)
    alias, labels = alias_for(topic, person, hats, shown), labels_of(hats, topic.names_as).values()
    alike = sum(1 for label in labels if (label if label in shown else "") == alias)
    return OwnPart(alias_words(alias), f"{crowd_words(len(hats))} {alike_words(alike)} {guess_words()}")


def crowd_words(count: int) -> str:
    return ngettext("%(n)d person can write here.", "%(n)d people can write here.", count) % {"n": count}


def alike_words(count: int) -> str:
    return ngettext("%(n)d of them is shown so.", "%(n)d of them are shown so.", count) % {"n": count}


def guess_words() -> str:
    return _("Whoever knows them may guess from what is said, in which language and with which knowledge.")


def names_words(names_as: str) -> str:
    return {
        NamesAs.ROLE.value: _(
            "Authors are shown by their role where at least five who are here share it, else as “A participant”."
        ),
        NamesAs.REGION.value: _(
            "Authors are shown by their region where at least five who are here share it, else as “A participant”."
        ),
        NamesAs.NOTHING.value: _("All authors are shown as “A participant”."),
    }.get(names_as, "")


def places_of(subjects: Sequence[str]) -> dict[str, tuple[str, Card]]:
    """Subject of a sealed name -> address of its post, and the card of the topic."""
    found: dict[str, tuple[str, Card]] = {}
    for subject in subjects:
        token = subject.removeprefix(SUBJECTS)
        post = Post.objects.filter(id__lt=0, mark__startswith=token).select_related("topic__card__audience").first()
        if post is None:
            rows = Translation.objects.filter(id__lt=0, mark__startswith=token).select_related("post__topic__card__audience")
            post = next((one.post for one in rows[:1]), None)
        if post is not None and token:
            found[subject] = (f"{post.topic.url}{post.number}/", post.topic.card)
    return found


def promises() -> list[tuple[str, str]]:
    """Beside each form, in plain words."""
    return [
        (_("What is promised"), _("No page, list, search, file, letter or event of this site ties you to what you write. Of the "
                                  "time others see the day. Your name opens only if two custodians together say why.")),
        (_("What is not"), _("Whoever runs the machine could watch who sends, and with its secret key find out later. Who "
                             "knows how you write may know you.")),
    ]  # fmt: skip


def typing_words() -> str:
    return _("What you type is kept nowhere until you press the button: write long texts elsewhere first.")


@dataclass(frozen=True)
class RulePage:
    """The rule as this site keeps it: what is promised, and what stays open."""

    promised: list[str]
    open: list[str]


def rule_page() -> RulePage:
    return RulePage(
        [
            _("What is said in such a topic may be used elsewhere; who said it is not told, here or there."),
            _("How authors are shown is chosen once, when the topic is opened: by role, by region, or by nothing. Never both."),
            _("A role or region is shown only while at least five people share it who were members when the topic was opened and "
              "still are. It may become “A participant” when somebody leaves; it never becomes more exact."),
            _("Where fewer than five would be left as “A participant”, other roles are shown no more: else it named them."),
            _("Two posts of one author have nothing in common that could be compared."),
            _("Of the time all see the day alone. The journal tells of a day’s posts together, on the next day."),
            _("Nothing that is typed is kept before it is sent. Nobody is told of a name with @, nor how far anybody has read."),
            _("An earlier wording is kept nowhere. Authors may take their words out at any time."),
            _("What moderators decide about a post is told to its author alone, who may appeal: on pages that know them while "
              "they are signed in, by no letter and beside no name."),
            _("The name is sealed to two custodians who are not members there. It opens only if both say why, and those who read "
              "the topic are told that it was opened and why, not whose it is."),
            _("It cannot be switched off: such a topic is neither moved, merged nor split."),
        ],
        [
            _("Style, language and knowledge may tell who wrote. The form says how many could have."),
            _("Conveners choose who is a member: four who agree among themselves know the fifth."),
            _("Whoever runs the machine could watch who sends, or compare copies of the database from hour to hour; and with its "
              "secret key they could find the author of a post without the custodians."),
            _("A device that is left signed in shows which posts its owner may change."),
        ],
    )  # fmt: skip
