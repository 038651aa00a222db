"""Sign-in rules: accounts are made by administrators, never by visitors, and lockouts stand in the log."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from peelian.apps.accounts.sign_ins import record_lockout

NOT_TOGETHER = (
    "No account has this email address and this password together. Check both, or set a new password."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NOT_TOGETHER,
        "username_password_mismatch": NOT_TOGETHER,
        "too_many_login_attempts": "Too many attempts failed. Wait a few minutes, then try again.",
        "account_inactive": "This account is closed. Ask the administrator of your organisation.",
        "enter_current_password": "This is not the password of today. Type it again.",
        "incorrect_password": "This is not the password of this account. Type it again.",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "rate_limited": "Too many attempts. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record_lockout(credentials)
            raise
