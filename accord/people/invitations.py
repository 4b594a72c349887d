"""An account for somebody who was nominated and has none yet."""

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.people.models import Person, World


def account_for(email: str, *, name: str, world: str = World.REAL, sign_in: str = "") -> Person:
    """The account of this address; a new one has no password until its owner sets one. The owner is told by mail."""
    email = email.strip().lower()
    found = Person.objects.filter(email=email).first()
    if found is None:
        found = Person.objects.create_user(email, None, name=name, world=world)
    with override(found.language):
        words = _(
            "You were nominated to act for a country or an organisation on Accord. Two officers check each nomination. "
            "If you have no password yet, ask for one with this address: %(address)s"
        )
        send_mail(_("You were nominated on Accord"), words % {"address": sign_in}, None, [email])
    return found
