from django.apps import AppConfig
from django.db import connection
from django.db.backends.signals import connection_created

from accord.kit import displays

displays.install()  # here, since models take it as they are made: `ready` comes after all of them


class KitConfig(AppConfig):
    name = "accord.kit"
    label = "kit"

    def ready(self) -> None:
        from accord.kit import (
            checks,  # noqa: F401  registers the check
            prepared,
            sqlite,
        )
        from accord.kit.languages import borrow_chinese, keep_by_thread

        sqlite.know_json(connection)
        connection_created.connect(sqlite.install)
        connection_created.connect(prepared.install)
        borrow_chinese()
        keep_by_thread()
