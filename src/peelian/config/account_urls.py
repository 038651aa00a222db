"""Routes of signing in and of one's account.

Each is named, so that a page of the sign-in part is served only where the product has words of its own for it. People
do not sign up, do not tie other accounts to theirs, and do not change their address: an administrator does that,
through a service that logs it.
"""

from allauth.account import views
from django.urls import include, path, re_path

from peelian.interfaces.look.errors import page_not_found

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    # The sign-in part asks for this name when it writes to an address that has no account.
    path("signup/", page_not_found, name="account_signup"),
]
