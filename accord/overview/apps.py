from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "accord.overview"
    label = "overview"

    def ready(self) -> None:
        import accord.overview.checks  # noqa: F401
