from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accord.accountability"
    label = "accountability"

    def ready(self) -> None:
        from accord.accountability.importing import IMPORTERS
        from accord.kit.importing import register

        for importer in IMPORTERS:
            register(importer)
