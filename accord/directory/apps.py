from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate


def tell_of_closed_nominations(**kwargs: Any) -> None:
    """Once all tables are as this version knows them: an event that a migration wrote would know older ones."""
    from accord.directory.actions.capacities import tell_of_closed
    from accord.people.models import NOMINATED_TWICE, Capacity

    if Capacity._meta.db_table not in connection.introspection.table_names():
        return
    if not Capacity.objects.filter(reason=NOMINATED_TWICE).exists():
        return
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        tell_of_closed()


class DirectoryConfig(AppConfig):
    name = "accord.directory"
    label = "directory"

    def ready(self) -> None:
        from accord.directory.verbs import WORDS
        from accord.record import verbs

        verbs.register(WORDS)
        post_migrate.connect(tell_of_closed_nominations, sender=self)

        from accord.directory import faces, owed
        from accord.directory.actions.capacities import hand_over_drafts
        from accord.moderation import kinds
        from accord.record import faces as known
        from accord.record import handover, owing

        kinds.register("country", "partnership", "organisation", formal=True)  # facts that the secretariat keeps
        known.register("partnership", faces.partnerships)
        owing.register(owed.duties, owed.KINDS)
        handover.register("drafts", hand_over_drafts)
