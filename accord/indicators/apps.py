from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "accord.indicators"
    label = "indicators"

    def ready(self) -> None:
        from accord.indicators.importing import IMPORTER, SDMX
        from accord.kit.importing import register

        register(IMPORTER)
        register(SDMX)
