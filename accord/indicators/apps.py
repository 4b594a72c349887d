from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "accord.indicators"
    label = "indicators"

    def ready(self) -> None:
        from accord.indicators import faces, standing
        from accord.indicators.importing import IMPORTER, SDMX
        from accord.kit.importing import register
        from accord.record import faces as shown
        from accord.record import standing as known

        register(IMPORTER)
        register(SDMX)
        shown.register("indicator", faces.indicators)
        known.register(standing.everything, {"release_published": standing.told})

        from accord.indicators import owed
        from accord.moderation import kinds
        from accord.record import handover, owing

        kinds.register("indicator", formal=True)
        owing.register(owed.duties, owed.KINDS)
        handover.register("files", owed.hand_over_files)
