from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "peelian.interfaces.workspace"
    label = "interfaces_workspace"
