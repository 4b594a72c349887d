"""An account for somebody who was nominated and has none yet."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.people.models import Person, World

DEMO_DOMAIN = "demo.example"  # no mail reaches it (RFC 2606)


def is_demo_address(email: str) -> bool:
    domain = email.strip().lower().rpartition("@")[2]
    return domain == DEMO_DOMAIN or domain.endswith(f".{DEMO_DOMAIN}")


def account_for(email: str, *, name: str, world: str = World.REAL) -> Person:
    """The account of this address; a new one has no password until its owner sets one.

    Raises ValidationError across worlds: the demonstration, which anyone may sign in to, keeps to its own addresses, so that
    it takes nobody's.
    """
    email = email.strip().lower()
    if is_demo_address(email) != (world == World.DEMO):
        if world == World.DEMO:
            raise ValidationError(_("The demonstration nominates only addresses that end in demo.example."))
        raise ValidationError(_("Addresses that end in demo.example belong to the demonstration."))
    found = Person.objects.filter(email=email).first()
    if found is not None and found.world != world:
        raise ValidationError(_("Nobody of one world acts in the other."))
    if found is None:
        return Person.objects.create_user(email, None, name=name, world=world)
    leave_to_owner(found)
    return found


def leave_to_owner(person: Person) -> None:
    """Anyone can sign up with any address. While nobody showed that it is theirs the password may be a stranger's, who would act
    for a country as soon as its owner follows a link in a letter: it goes, and the owner asks for a new one."""
    if person.has_usable_password() and not EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists():
        person.set_unusable_password()
        person.save(update_fields=["password"])


def tell_nominee(person: Person, sign_in: str) -> None:
    """By mail, in the person's language. The demonstration writes to nobody: anyone may sign in to it."""
    if person.world == World.DEMO:
        return
    with override(person.language):
        words = _(
            "You were nominated to act for a country or an organisation on Accord. Two officers check each nomination. "
            "If you have no password yet, ask for one with this address: %(address)s"
        )
        send_mail(_("You were nominated on Accord"), words % {"address": sign_in}, None, [person.email])
