from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "accord.overview"
    label = "overview"

    def ready(self) -> None:
        import accord.overview.checks  # noqa: F401
        from accord.indicators.drawing import stored
        from accord.overview.drawing import draw_after

        stored.register(draw_after)
