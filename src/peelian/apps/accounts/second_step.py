"""The second step of signing in, in the words of the product."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser

NOT_THIS_CODE = (
    "This code is not right. Codes of the app change every 30 seconds: give the one that it shows now."
)


class SecondStepAdapter(DefaultMFAAdapter):
    """Names keys and words refusals."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": (
            "Recovery codes are for those who have another second step. Turn on the app or add a key first."
        ),
        "incorrect_code": NOT_THIS_CODE,
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Security key {held + 1}"
