from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "accord.overview"
    label = "overview"

    def ready(self) -> None:
        import accord.overview.checks  # noqa: F401
        from accord.directory import handover
        from accord.indicators.drawing import stored
        from accord.overview.drawing import draw_after
        from accord.spaces.actions.members import hand_over_memberships

        stored.register(draw_after)
        handover.register(hand_over_memberships)  # siblings on floor 2 know nothing of each other
