from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "accord.overview"
    label = "overview"
