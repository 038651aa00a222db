"""Pages that oversee a review: progress by stratum, agreement, and what a third person settles."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.reviews.models import CaseItem, Review, SampledCase
from peelian.apps.reviews.policies import can_manage_review
from peelian.apps.reviews.queries import (
    DisagreementRow,
    QuestionAgreement,
    StratumProgress,
    agreement,
    disagreements,
    open_things,
    review_progress,
)
from peelian.apps.reviews.services import settle_disagreement
from peelian.catalogue import Question
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import VersionField, sent
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.reviewing.places import case_of, review_address, review_frame, review_of
from peelian.stats.agreement_result import AgreementCoefficient

PROGRESS_COLUMNS = (
    "Stratum",
    "In the frame",
    "In the sample",
    "Given",
    "Finished",
    "Marked twice",
    "Withdrawn",
)
AGREEMENT_COLUMNS = ("Question", "Cases marked twice", "Same answer", "Gwet's AC1 or AC2", "Cohen's kappa")
REVIEWER_COLUMNS = ("Reviewer", "Answers compared", "Same answer")
DISAGREEMENT_COLUMNS = ("Case", "Question", "One marker", "Other marker", "Settled")
OPEN_SHOWN = 50


class SettlementForm(forms.Form):
    """What a third person decides, and why."""

    value = forms.ChoiceField(label="Answer that holds", widget=forms.RadioSelect)
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 4}))
    reference = forms.CharField(label="Where the evidence is", required=False, max_length=500)
    version = VersionField(min_value=0)

    def __init__(self, question: Question, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["value"].choices = [  # type: ignore[attr-defined]
            (option.identifier, option.label) for option in question.choices
        ]


@workspace_page
def review_progress_page(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """How far each stratum is, what keeps the review open, and how far reviewers agree."""
    found, actor = review_of(request, review_id), person(request)
    agreed = agreement(actor, found)
    may_manage = can_manage_review(actor, found)
    things = open_things(actor, found) if may_manage and found.seed else []
    context = {
        **review_frame(found, "review_progress"),
        "may_manage": may_manage,
        "progress_columns": _columns(PROGRESS_COLUMNS),
        "progress": [_progress_row(each) for each in review_progress(actor, found)],
        "things": things[:OPEN_SHOWN],
        "things_count": len(things),
        "agreement_columns": _columns(AGREEMENT_COLUMNS),
        "agreement": [_agreement_row(each) for each in agreed.questions if each.twice_marked],
        "reviewer_columns": _columns(REVIEWER_COLUMNS),
        "reviewers": [
            [
                {"text": name},
                {"text": f"{each.items:,}", "numeric": True},
                {"text": _share(each.agreement), "numeric": True},
            ]
            for name, each in agreed.reviewers.items()
        ],
    }
    return page(request, "reviewing/progress.html", context)


@workspace_page
def review_disagreements(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """What two markers of a case answer differently."""
    found = review_of(request, review_id)
    rows = disagreements(person(request), found)
    context = {
        **review_frame(found, "review_disagreements"),
        "open_count": sum(row.disagreement.settled is None for row in rows),
        "columns": headings(*DISAGREEMENT_COLUMNS),
        "rows": [_disagreement_row(row, found) for row in rows],
    }
    return page(request, "reviewing/disagreements.html", context)


@workspace_page
def case_settle(request: HttpRequest, case_id: uuid.UUID, question: str) -> HttpResponse:
    """Decide one question of a case that its two markers answer differently."""
    case = case_of(request, case_id)
    item = _item(request, case)
    row = _row_of(request, case, item, question)
    standing = case.settlements.filter(item=item, question=question).first()
    initial: dict[str, Any] = {"version": standing.version if standing else 0}
    if standing:
        initial |= {"value": standing.value, "reason": standing.reason, "reference": standing.reference}
    form = SettlementForm(row.disagreement.question, sent(request), initial)
    if form.is_valid():
        values = form.cleaned_data
        settled = attempt(
            form,
            lambda: settle_disagreement(
                actor=person(request),
                case=case,
                item=item,
                question=question,
                value=values["value"],
                reason=values["reason"],
                reference=values["reference"],
                expected_version=values["version"],
            ),
        )
        if settled is not None:
            messages.success(request, f"Case {case.number} is settled on this question.")
            return redirect(review_address(case.review, "review_disagreements"))
    context = {
        **review_frame(case.review, "review_disagreements", (f"Case {case.number}", "")),
        "heading": row.disagreement.question.text,
        "button": "Settle it",
        "cancel": review_address(case.review, "review_disagreements"),
        "case": case,
        "item": item,
        "marks": [
            _mark(row.disagreement.question, each)
            for each in (row.disagreement.first, row.disagreement.second)
        ],
    }
    return page(request, "reviewing/settle.html", context, form)


def _item(request: HttpRequest, case: SampledCase) -> CaseItem | None:
    """The item that the address names; none where it names the case itself."""
    named = request.GET.get("item", "")
    if not named:
        return None
    try:
        wanted = uuid.UUID(named)
    except ValueError:
        raise Http404 from None
    found: CaseItem = visible_or_404(CaseItem.objects.visible_to(person(request)), pk=wanted, case=case)
    return found


def _row_of(request: HttpRequest, case: SampledCase, item: CaseItem | None, question: str) -> DisagreementRow:
    for row in disagreements(person(request), case.review):
        if row.case == case and row.item == item and row.disagreement.question.identifier == question:
            if row.may_settle:
                return row
            break
    raise Http404


def _mark(question: Question, answer: Any) -> dict[str, str]:
    if answer is None:
        return {"value": "No answer", "reason": "", "reference": ""}
    return {
        "value": question.option(answer.value).label,
        "reason": answer.reason,
        "reference": answer.reference,
    }


def _disagreement_row(row: DisagreementRow, review: Review) -> list[dict[str, Any]]:
    found = row.disagreement
    address = reverse("workspace:case_settle", args=[row.case.pk, found.question.identifier])
    step = f"{address}?item={row.item.pk}" if row.item else address
    settled = _mark(found.question, found.settled)["value"] if found.settled else "Not yet"
    where = f"Case {row.case.number}" + (f", {str(row.item).lower()}" if row.item else "")
    return [
        {"text": where},
        {"text": found.question.text, "href": step} if row.may_settle else {"text": found.question.text},
        {"text": _mark(found.question, found.first)["value"]},
        {"text": _mark(found.question, found.second)["value"]},
        {"text": settled},
    ]


def _progress_row(each: StratumProgress) -> list[dict[str, Any]]:
    twice = f"{each.second_finished:,} of {each.second_wanted:,}"
    counted = [each.population, each.size, each.given, each.finished]
    return [
        {"text": each.stratum},
        *({"text": f"{count:,}", "numeric": True} for count in counted),
        {"text": twice, "numeric": True},
        {"text": f"{each.withdrawn:,}", "numeric": True},
    ]


def _agreement_row(each: QuestionAgreement) -> list[dict[str, Any]]:
    return [
        {"text": each.question.text},
        {"text": f"{each.twice_marked:,}", "numeric": True},
        {"text": _share(each.percent.estimate if each.percent else None), "numeric": True},
        {"text": _coefficient(each.gwet), "numeric": True},
        {"text": _coefficient(each.kappa), "numeric": True},
    ]


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{100 * value:.1f} percent"


def _coefficient(found: AgreementCoefficient | None) -> str:
    return "not known" if found is None or found.estimate is None else f"{found.estimate:.2f}"


def _columns(titles: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"text": title, "numeric": at > 0} for at, title in enumerate(titles)]
