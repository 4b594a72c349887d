from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accord.accountability"
    label = "accountability"
