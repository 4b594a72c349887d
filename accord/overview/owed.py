"""What a person owes in any room, in the order of the days."""

from accord.accountability.reads import tasks_of as of_accountability
from accord.learning.reads.tasks import tasks_of as of_learning
from accord.record.models import Reader
from accord.record.tasks import Task, in_order


def owed_by(user: Reader) -> list[Task]:
    return in_order([*of_accountability(user), *of_learning(user)])
