from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "peelian.interfaces.cli"
    label = "interfaces_cli"
