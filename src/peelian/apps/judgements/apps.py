from django.apps import AppConfig


class JudgementsConfig(AppConfig):
    name = "peelian.apps.judgements"
    label = "judgements"
    default_auto_field = "django.db.models.BigAutoField"
