from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "peelian.apps.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sign-ins from the start."""
        from peelian.apps.accounts import sign_ins  # noqa: F401
