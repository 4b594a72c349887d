"""`accord officer EMAIL`: make the first officers of a site; whoever runs the machine vouches for them."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accord.directory.actions import appoint_officer
from accord.people.invitations import leave_to_owner
from accord.people.models import Person


class Command(BaseCommand):
    help = "Make a person an officer of the secretariat. Two officers are needed to verify anybody else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the officer's address; an account is made where there is none")
        parser.add_argument("--name", default="", help="the officer's name")
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, None, name=options["name"])
        leave_to_owner(person)
        capacity = appoint_officer(person)
        if options["json"]:
            self.stdout.write(json.dumps({"email": email, "capacity": capacity.pk, "since": str(capacity.starts_on)}))
            return
        self.stdout.write(f"{email} is an officer since {capacity.starts_on}.")
        if not person.has_usable_password():
            self.stdout.write("Without a password yet: ask for one on the page /en/accounts/password/reset/.")
