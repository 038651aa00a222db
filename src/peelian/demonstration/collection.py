"""A collection under way: one force has signed its return off, one is mending it, one cannot supply the data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.services import (
    agree_collection,
    answer_comment,
    comment_on_design,
    consult_on_collection,
    create_collection,
    mark_unable,
    open_collection,
    sign_off_return,
    upload_return,
)
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

CONTENT = "collection-vacancies"
ANALYST = "analyst@inspectorate.example"


def load_collection() -> Iterator[object]:
    """Settle the design, open the collection, and take in what two forces sent."""
    content = read_yaml(CONTENT)
    collection = _opened(content)
    yield collection
    told = content["unable"]
    yield mark_unable(
        actor=person(told["by"]), reply=_reply(collection, told["force"]), reason=told["reason"]
    )
    for each in content["returns"]:
        yield _returned(collection, each)


def _opened(content: dict[str, Any]) -> Collection:
    analyst, said = person(ANALYST), content["comment"]
    designed = dict(content["collection"])
    hours = Decimal(str(designed.pop("burden_estimate_hours")))
    collection = create_collection(
        actor=analyst,
        inspectorate=inspectorate(),
        burden_estimate_hours=hours,
        template=content["template"],
        is_demonstration=True,
        **designed,
    )
    collection = consult_on_collection(
        actor=analyst, collection=collection, consulted_on=content["collection"]["requested_on"]
    )
    comment = comment_on_design(
        actor=person(said["by"]),
        collection=collection,
        organisation=Organisation.objects.get(slug=said["organisation"]),
        text=said["text"],
    )
    answer_comment(actor=analyst, comment=comment, response=said["response"])
    collection = agree_collection(
        actor=analyst,
        collection=collection,
        agreed_on=content["agreed_on"],
        agreed_with=content["agreed_with"],
    )
    return open_collection(actor=analyst, collection=collection, opened_on=content["opened_on"])


def _returned(collection: Collection, told: dict[str, Any]) -> object:
    """Send a version; where somebody of the force signs it off, do that too."""
    version = upload_return(
        actor=person(told["by"]),
        reply=_reply(collection, told["force"]),
        name=f"vacancies-{told['force']}.csv",
        content=ContentFile(told["text"].encode()),
    )
    if "signed_by" in told:
        sign_off_return(
            actor=person(told["signed_by"]),
            version=version,
            hours=Decimal(str(told["hours"])),
            statement=told["statement"],
        )
    return version


def _reply(collection: Collection, force: str) -> CollectionReply:
    return CollectionReply.objects.get(collection=collection, force__slug=force)
