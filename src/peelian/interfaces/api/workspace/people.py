"""Who asks: a person who is signed in, by the session of the site."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from ninja.errors import AuthenticationError, HttpError
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from peelian.apps.accounts.models import User
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import InvalidValueError


class SignedIn(APIKeyCookie):
    """The session of the site; a request that changes something also shows the site's token against forgery."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The person, or nobody; only those signed in are asked for the token."""
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return None
        if check_csrf(request) is not None:
            raise HttpError(403, "The token is missing or wrong.")
        return user


def person(request: HttpRequest) -> User:
    """The signed-in person, as the actor of services."""
    user = request.user
    if not isinstance(user, User):
        raise AuthenticationError
    return user


def own_inspectorate(user: User, slug: str) -> Organisation:
    """The inspectorate of which the user is staff: the one named, or the only one."""
    own = Organisation.objects.filter(pk__in=staffed_inspectorates(user)).order_by("slug")
    chosen = [each for each in own if slug in ("", each.slug)]
    if len(chosen) == 1:
        return chosen[0]
    slugs = [each.slug for each in own]
    message = f"'{slug}' is no inspectorate of yours. Name one of: {', '.join(slugs) or 'none'}."
    raise InvalidValueError(
        "invalid-value",
        message,
        {"findings": [{"field": "inspectorate", "value": slug, "message": message, "allowed": slugs}]},
    )


def colleagues(inspectorate: Organisation, addresses: Iterable[str], field: str) -> list[User]:
    """People of an inspectorate by their e-mail addresses, in the order given; others are refused, all at once."""
    wanted = [address.strip().casefold() for address in addresses]
    members = User.objects.filter(memberships__organisation=inspectorate).distinct()
    known = {member.email.casefold(): member for member in members}
    findings = [
        {"field": field, "value": each, "message": f"Nobody of {inspectorate.name} has the address {each}."}
        for each in wanted
        if each not in known
    ]
    if findings:
        raise InvalidValueError(
            "invalid-value", " ".join(each["message"] for each in findings), {"findings": findings}
        )
    return [known[each] for each in wanted]
