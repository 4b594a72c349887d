from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


def make_search_indexes(**kwargs: Any) -> None:
    from accord.record.models import SearchDocument, SearchEntry
    from accord.record.search import engine, index

    if SearchEntry._meta.db_table in connection.introspection.table_names():  # not when migrating back
        engine.create()
        if not SearchDocument.objects.exists():
            index.mark_version()


class RecordConfig(AppConfig):
    name = "accord.record"
    label = "record"

    def ready(self) -> None:
        from accord.record import checks, following, news, verbs  # noqa: F401
        from accord.record.cached import stamps
        from accord.record.sealing.reads import WORDS

        verbs.register(WORDS)
        news.register(following.news, following.KINDS)
        connection_created.connect(stamps.install)
        post_migrate.connect(make_search_indexes, sender=self)
