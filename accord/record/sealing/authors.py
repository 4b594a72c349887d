"""The rights of an author whose name is sealed: a mark that the site alone can make anew for whoever signs in."""

from django.utils.crypto import constant_time_compare, salted_hmac

from accord.people.models import Person


def mark_of(person: Person, purpose: str) -> str:
    """HMAC-SHA-256 of the person and the purpose with the site's secret, which lies outside the database.

    Another purpose gives another mark: two of one author cannot be told to belong together.
    """
    return salted_hmac("accord.record.sealing.author", f"{purpose}\n{person.pk}", algorithm="sha256").hexdigest()


def is_of(person: Person, purpose: str, mark: str) -> bool:
    return bool(mark) and constant_time_compare(mark, mark_of(person, purpose))
