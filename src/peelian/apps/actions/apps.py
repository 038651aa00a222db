from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "peelian.apps.actions"
    label = "actions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open actions stand against declaring an item complete, and against asking for its closing."""
        from peelian.apps.actions.queries.hindrances import open_actions_against
        from peelian.apps.followup.hindrances import register_hindrance

        register_hindrance(open_actions_against)
