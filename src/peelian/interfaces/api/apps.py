from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "peelian.interfaces.api"
    label = "interfaces_api"
