"""An account for somebody who was nominated and has none yet."""

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.people.models import Person, World


def account_for(email: str, *, name: str, world: str = World.REAL) -> Person:
    """The account of this address; a new one has no password until its owner sets one."""
    email = email.strip().lower()
    return Person.objects.filter(email=email).first() or Person.objects.create_user(email, None, name=name, world=world)


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
