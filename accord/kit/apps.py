from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "accord.kit"
    label = "kit"

    def ready(self) -> None:
        from accord.kit import checks  # noqa: F401  registers the check
        from accord.kit.languages import borrow_chinese

        borrow_chinese()
