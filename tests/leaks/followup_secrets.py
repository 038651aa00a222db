"""Secrets of declarations, verifications and requests to close items."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import (
    AskingProposal,
    ClosingRequest,
    ClosureCriterion,
    ComparedPair,
    CriterionEvidence,
    Declaration,
    Deliverable,
    DeliverableReceipt,
    FindingsLetter,
    Item,
    Ownership,
    ProgressReview,
    ReceiptDocument,
    Revisit,
    Verification,
)
from peelian.apps.measures.comparing import comparison_of
from peelian.apps.measures.models import ForceValue, MeasurePublication, MeasureRelease
from peelian.records.comparison import MeasureDefinition, hash_of
from tests.leaks.naming import SECRET, Secret, SecretsOfPart, fixed

DAY = date(2022, 6, 1)
PERIOD_END = date(2021, 12, 31)


def base() -> None:
    """What everybody may read of Cleveland's item: its criterion, what it asks for, and the item to all forces."""
    item = Item.objects.get(pk=fixed("item cleveland"))
    ClosureCriterion.objects.create(id=1, item=item, text="A plan stands.")
    Deliverable.objects.create(
        id=fixed("asked of cleveland"), item=item, text="A plan", due=date(2017, 5, 1), received_on=DAY
    )
    national = Item.objects.create(
        id=fixed("item national"),
        inspectorate_id=fixed("inspectorate"),
        kind="recommendation",
        title="Public item to all forces",
        text="Improve.",
        addressee="all-forces",
        exception_note="National.",
        state="open",
        raised_on=date(2016, 12, 1),
    )
    Item.objects.filter(pk=item.pk).update(national=national, stage="not-started")
    Item.objects.filter(pk=national.pk).update(stage="not-started")
    published_measure()


def published_measure() -> None:
    """A comparison that everybody may read, in which a force could be asked."""
    definition = MeasureDefinition(
        identifier="public-measure", title="Public measure", definition="Incidents for each thousand people.",
        unit="per 1,000 population", source="A public table",
    )  # fmt: skip
    actor = User.objects.get(pk=fixed("inspectorate-hmi"))
    release = MeasureRelease.objects.create(
        id=fixed("public release"), inspectorate_id=fixed("inspectorate"), measure=definition.identifier,
        definition=definition.model_dump(mode="json"), definition_hash=definition.sha256, period_end=PERIOD_END,
        period={"kind": "calendar-year", "year": 2021}, source="A public table", state="published", begun_by=actor,
    )  # fmt: skip
    for name, number in (("cleveland", 7), ("durham", 5)):
        ForceValue.objects.create(
            release=release, force_id=fixed(name), numerator=number, denominator=1000, value=number
        )
    value = comparison_of(release).model_dump(mode="json")
    MeasurePublication.objects.create(
        id=fixed("publication"), release=release, measure=definition.identifier, title=definition.title,
        period_end=PERIOD_END, value=value, definition_hash=definition.sha256, content_hash=hash_of(value),
        published_on=DAY, published_at=datetime(2022, 6, 1, 12, tzinfo=UTC), published_by=actor,
    )  # fmt: skip


def proposal_to_ask() -> None:
    """A secret of the inspectorate: what one of it proposes to ask forces that stood out."""
    AskingProposal.objects.create(
        id=fixed("proposal"), inspectorate_id=fixed("inspectorate"), run_id=fixed("publication"),
        label="well above average", kind="recommendation", title=SECRET, text=SECRET,
        proposed_by=User.objects.get(pk=fixed("inspectorate-lead-inspector")), proposed_on=DAY,
    )  # fmt: skip


def work_on_item() -> None:
    """A secret of the inspectorate and one force: everything they say to each other about an item."""
    item = Item.objects.get(pk=fixed("item cleveland"))
    owner, inspector, second = (
        User.objects.get(pk=fixed(name))
        for name in ("cleveland-strategic-owner", "inspectorate-lead-inspector", "inspectorate-hmi")
    )
    Ownership.objects.create(id=fixed("ownership"), item=item, owner=owner, named_by=owner, since=DAY)
    declaration = Declaration.objects.create(
        id=fixed("declaration"), item=item, declared_by=owner, declared_on=DAY, statement=SECRET
    )
    CriterionEvidence.objects.create(declaration=declaration, criterion_id=1, text=SECRET)
    Verification.objects.create(
        id=fixed("verification"), item=item, declaration=declaration, inspector=inspector, method="desk",
        result="too-early", reasons=SECRET, tested_on=DAY, look_again_on=date(2022, 12, 1),
    )  # fmt: skip
    ClosingRequest.objects.create(
        id=fixed("refused closing"), item=item, requested_by=inspector, requested_on=DAY, reason=SECRET,
        decided_by=second, decided_on=DAY, confirmed=False, decision_reason=SECRET,
    )  # fmt: skip
    ClosingRequest.objects.create(
        id=fixed("closing"), item=item, requested_by=inspector, requested_on=DAY, reason=SECRET
    )
    review = ProgressReview.objects.create(
        id=fixed("progress"), item=item, reviewer=inspector, level="insufficient", reasons=SECRET,
        reviewed_on=DAY, next_review_on=date(2022, 12, 1),
    )  # fmt: skip
    FindingsLetter.objects.create(
        id=fixed("letter"),
        item=item,
        review=review,
        text=SECRET,
        sha256="0" * 64,
        sent_by=inspector,
        sent_on=DAY,
    )
    Revisit.objects.create(
        id=fixed("revisit"), item=item, planned_by=inspector, opens_on=DAY, closes_on=date(2023, 6, 1),
        reason=SECRET,
    )  # fmt: skip
    DeliverableReceipt.objects.create(
        id=fixed("receipt"), deliverable_id=fixed("asked of cleveland"), version=1, sent_by=owner,
        received_on=DAY, text=SECRET, sha256="0" * 64,
    )  # fmt: skip
    document = ReceiptDocument(
        id=fixed("receipt document"), receipt_id=fixed("receipt"), file_name=f"{SECRET}.txt",
        media_type="text/plain", sha256="0" * 64,
    )  # fmt: skip
    document.file.save("secret", ContentFile(SECRET.encode()), save=False)
    document.save(force_insert=True)
    Item.objects.filter(pk=item.pk).update(
        stage="closing-requested", progress="insufficient", last_update_on=DAY, version=9
    )


def compared_pair() -> None:
    """A secret of the inspectorate: what it thinks of two items that look alike."""
    first, second = sorted((fixed("item cleveland"), fixed("item durham")))
    ComparedPair.objects.create(
        first_id=first,
        second_id=second,
        same=False,
        reason=SECRET,
        decided_by=User.objects.get(pk=fixed("inspectorate-lead-inspector")),
        decided_on=DAY,
    )


PART = SecretsOfPart(
    base=base,
    secrets={
        "work on an item of Cleveland": Secret(work_on_item, ("inspectorate", "cleveland")),
        "compared items of the inspectorate": Secret(compared_pair, ("inspectorate",)),
        "proposal of the inspectorate to ask forces": Secret(proposal_to_ask, ("inspectorate",)),
    },
    values={
        "proposal_id": [str(fixed("proposal"))],
        "item_id": [str(fixed("item national"))],
        "deliverable_id": [str(fixed("asked of cleveland"))],
        "receipt_id": [str(fixed("receipt"))],
        "document_id": [str(fixed("receipt document"))],
        "revisit_id": [str(fixed("revisit"))],
    },
)
