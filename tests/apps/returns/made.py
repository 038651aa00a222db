"""Collections in every state, and returns of forces, for the tests about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from peelian.apps.accounts.models import User
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.returns.models import Collection, CollectionReply, Return, SignOff
from peelian.apps.returns.services import (
    agree_collection,
    close_collection,
    consult_on_collection,
    create_collection,
    open_collection,
    open_validation_round,
    sign_off_return,
    upload_return,
)
from tests.apps.world import make_force, make_inspectorate, make_person

OPENED = date(2022, 4, 1)
CLOSES = date(2022, 5, 31)
TEMPLATE: dict[str, Any] = {
    "table": {
        "identifier": "workforce",
        "title": "The workforce",
        "meaning": "Officers and staff by rank at the end of the month.",
        "key": ["month", "grade"],
        "period_column": "month",
        "source": "The request of April 2022",
        "columns": [
            {"name": "force", "type": "force", "meaning": "Short name of the force"},
            {"name": "month", "type": "month", "required": True, "meaning": "The month counted"},
            {
                "name": "grade",
                "type": "code",
                "required": True,
                "meaning": "Officers or staff",
                "codes": [
                    {"code": "officers", "meaning": "Sworn officers"},
                    {"code": "staff", "meaning": "Everybody else"},
                ],
            },
            {"name": "men", "type": "whole", "unit": "people", "minimum": 0, "meaning": "Men"},
            {"name": "women", "type": "whole", "unit": "people", "minimum": 0, "meaning": "Women"},
            {"name": "everybody", "type": "whole", "unit": "people", "minimum": 0, "meaning": "All of them"},
            {"name": "vacancy_rate", "type": "number", "unit": "percent", "meaning": "Posts that are empty"},
        ],
    },
    "sums": [{"total": "everybody", "parts": ["men", "women"]}],
}
HEADER = "force,month,grade,men,women,everybody,vacancy_rate"
GOOD = f"{HEADER}\ncleveland,2022-03,officers,900,500,1400,4.5\ncleveland,2022-03,staff,300,600,900,\n"


def analyst() -> User:
    return make_person(make_inspectorate(), Role.ANALYST)


def designed(**changes: Any) -> Collection:
    """A complete design that nobody outside has seen."""
    given: dict[str, Any] = {
        "actor": analyst(),
        "inspectorate": make_inspectorate(),
        "slug": "workforce",
        "title": "The workforce",
        "purpose": "To see how forces spread their people.",
        "period": "year ending 31 March 2022",
        "period_start": date(2021, 4, 1),
        "period_end": date(2022, 3, 31),
        "requested_on": OPENED,
        "opens_on": OPENED,
        "closes_on": CLOSES,
        "burden_estimate_hours": Decimal(12),
        "template": TEMPLATE,
        **changes,
    }
    return create_collection(**given)


def agreed(**changes: Any) -> Collection:
    return agree(designed(**changes))


def agree(collection: Collection) -> Collection:
    """Take a complete design through consultation without a comment."""
    user = make_person(collection.inspectorate, Role.ANALYST)
    put = consult_on_collection(actor=user, collection=collection, consulted_on=OPENED)
    return agree_collection(actor=user, collection=put, agreed_on=OPENED, agreed_with="All forces")


def opened(*forces: str, **changes: Any) -> Collection:
    """A collection open to the forces named, or to those that there are."""
    for force in forces:
        make_force(force)
    return open_collection(actor=analyst(), collection=agreed(**changes), opened_on=OPENED)


def reply_of(collection: Collection, force: str) -> CollectionReply:
    return CollectionReply.objects.get(collection=collection, force__slug=force)


def liaison(force: str = "cleveland") -> User:
    return make_person(make_force(force), Role.FORCE_LIAISON)


def chief(force: str = "cleveland") -> User:
    return make_person(make_force(force), Role.CHIEF_OFFICER)


def sent(
    collection: Collection, text: str = GOOD, force: str = "cleveland", name: str = "return.csv"
) -> Return:
    """The next version of a force's return."""
    content = ContentFile(text.replace("cleveland", force).encode())
    return upload_return(actor=liaison(force), reply=reply_of(collection, force), name=name, content=content)


def signed(version: Return, hours: str = "3") -> SignOff:
    force: Organisation = version.reply.force
    return sign_off_return(
        actor=make_person(force, Role.CHIEF_OFFICER), version=version, hours=Decimal(hours)
    )


def closed(*forces: str, text: str = GOOD, **changes: Any) -> Collection:
    """A collection that every force named answered, and signed in both rounds."""
    collection = opened(*forces, forces=[make_force(force) for force in forces], **changes)
    versions = [sent(collection, text, force) for force in forces]
    for version in versions:
        signed(version)
    for _ in range(2):
        open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED)
        for version in versions:
            signed(version)
    return close_collection(actor=analyst(), collection=collection)
