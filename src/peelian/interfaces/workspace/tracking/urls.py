"""Routes of the workspace: the register of items."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.tracking import changing, numbers, register

urlpatterns: list[URLPattern] = [
    path("register/", register.register, name="register"),
    path("register/numbers/", numbers.register_numbers, name="register_numbers"),
    path("register/change/", changing.register_change, name="register_change"),
    path("register/register.<slug:ending>", register.register_file, name="register_file"),
]
