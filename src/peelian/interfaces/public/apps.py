from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "peelian.interfaces.public"
    label = "interfaces_public"
