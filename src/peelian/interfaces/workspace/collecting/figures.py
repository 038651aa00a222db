"""The page on which a number of a closed collection becomes a figure of an inspection of the force."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.policies import inspections_writable_by
from peelian.apps.judgements.services import flow_return_into_figure
from peelian.apps.returns.models import CollectionReply, Return
from peelian.apps.returns.queries import shared_returns
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.collecting.places import reply_address, reply_frame, reply_of
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.records.returned.check import values_by_key

SEPARATOR = "|"


class FigureOfReturnForm(forms.Form):
    """Which number, in which words, and under which finding."""

    number = forms.ChoiceField(label="Number")
    measure = forms.CharField(
        label="What it measures",
        max_length=300,
        help_text="In a few words, such as vacant posts of officers.",
    )
    key = forms.CharField(label="Key of the figure", max_length=60, help_text="Such as F-12")
    finding = forms.ChoiceField(label="Finding that it stands under")

    def __init__(self, version: Return, findings: QuerySet[Finding], data: Any = None) -> None:
        super().__init__(data)
        self._findings = {str(each.pk): each for each in findings}
        self.fields["number"].choices = _numbers(version)  # type: ignore[attr-defined]
        self.fields["finding"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.inspection.title}: {each.headline}") for key, each in self._findings.items()
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        column, _, row = self.cleaned_data["number"].partition(SEPARATOR)
        finding = self._findings[self.cleaned_data["finding"]]
        named = {name: self.cleaned_data[name] for name in ("key", "measure")}
        return {"row": row, "column": column, "finding": finding, "inspection": finding.inspection, **named}


@workspace_page
@once
def return_figure(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Record one number of a force's return as a figure."""
    reply = reply_of(request, collection_id, slug)
    version = shared_returns(person(request), reply.collection).filter(reply=reply).first()
    writable = inspections_writable_by(person(request)).filter(force=reply.force)
    if version is None or not reply.collection.is_closed or not writable.exists():
        raise Http404
    form = FigureOfReturnForm(version, _findings(writable), sent(request))
    if form.is_valid():
        made = attempt(
            form, lambda: flow_return_into_figure(actor=person(request), version=version, **form.values)
        )
        if made is not None:
            messages.success(request, f"{made.key} is saved. It prints: {made.printed_words}.")
            return redirect(workspace_address("figures", inspection_id=made.inspection_id))
    context = {
        **reply_frame(reply, ("Use a number as a figure", "")),
        "heading": "Use a number as a figure",
        "hint": f"Version {version.number}, as {reply.force.name} signed it off. The figure keeps its link to it.",
        "button": "Save figure",
        "cancel": reply_address(reply),
    }
    return page(request, "collecting/form.html", context, form)


def may_use_as_figure(request: HttpRequest, reply: CollectionReply) -> bool:
    """Whether the person writes in an inspection of the force whose return is closed."""
    if not reply.collection.is_closed or not reply.collection.template:
        return False
    return inspections_writable_by(person(request)).filter(force=reply.force).exists()


def _findings(writable: QuerySet[Inspection]) -> QuerySet[Finding]:
    found = Finding.objects.filter(inspection__in=writable).select_related("inspection")
    return found.order_by("inspection__title", "target", "position")


def _numbers(version: Return) -> list[tuple[str, str]]:
    """Every number of the return with its row, column and unit."""
    template = version.reply.collection.return_template
    if template is None:
        return []
    choices = []
    for key, row in values_by_key(template, version.rows).items():
        for column in template.numeric:
            if row.get(column) is not None:
                unit = template.table.column(column).unit
                words = " ".join(
                    part for part in (f"{key}," if key else "", f"{column}:", row[column], unit) if part
                )
                choices.append((f"{column}{SEPARATOR}{key}", words))
    return choices
