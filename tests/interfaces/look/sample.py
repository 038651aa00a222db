"""A page that shows every component of the look, and a form with every kind of field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.look.dates import DateParts, DatePartsField
from peelian.interfaces.look.errors import page_not_found, server_error

TEMPLATE = """{% extends "look/base.html" %}{% load look %}
{% block title %}Sample{% endblock %}
{% block navigation %}{% navigation_item "Home" "/" exact=True %}{% navigation_item "Sample" "/sample/" %}{% endblock %}
{% block beforecontent %}{% breadcrumbs "Home" "/" "Sample" %}{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Sample</h1>
<p class="peelian-lede">Introduction.</p>
<ul class="peelian-grade-tally">
  <li>{% grade_badge "outstanding" "Outstanding" 5 5 %}</li>
  <li>{% grade_badge "good" "Good" 4 5 %}</li>
  <li>{% grade_badge "adequate" "Adequate" 3 5 %}</li>
  <li>{% grade_badge "requires-improvement" "Requires improvement" 2 5 %}</li>
  <li>{% grade_badge "inadequate" "Inadequate" 1 5 %}</li>
  <li>{% grade_badge None "Not graded" %}</li>
</ul>
{% include "look/table.html" with id="grades" caption="Grades" columns=columns rows=rows %}
<div class="peelian-card peelian-card--recommendation">
  <p class="peelian-card__kind">Recommendation</p><p class="govuk-body">Act by May.</p>
</div>
<ol class="peelian-chain">
  <li class="peelian-chain__step"><span class="peelian-chain__kind">Evidence</span>Interview
    <span class="peelian-provenance peelian-provenance--verified">Verified</span></li>
  <li class="peelian-chain__step peelian-chain__step--grade"><span class="peelian-chain__kind">Grade</span>Good</li>
</ol>
<div class="peelian-break">Not comparable.</div>
{% pagination page %}
<form method="post" novalidate>{% csrf_token %}{{ form }}{% govuk "button" text="Save" %}</form>
{% endblock %}"""


class EveryField(forms.Form):
    """One field of each kind."""

    headline = forms.CharField(max_length=10, help_text="One sentence.")
    body = forms.CharField(widget=forms.Textarea, required=False)
    force = forms.ChoiceField(choices=[("", "---------"), ("North", [("cleveland", "Cleveland Police")])])
    grade = forms.ChoiceField(
        widget=HintedRadioSelect(hints={"good": "Shows nearly all of it."}),
        choices=[("good", "Good"), ("adequate", "Adequate")],
    )
    areas = forms.MultipleChoiceField(choices=[("a", "Area A"), ("b", "Area B")], required=False)
    too_early = forms.BooleanField(label="Too early to tell", required=False)
    held_on = DatePartsField(label="Date of the interview")
    due = forms.DateField(widget=DateParts, required=False)
    cases = forms.IntegerField(min_value=0, required=False)
    document = forms.FileField(required=False)
    edition = forms.CharField(widget=forms.HiddenInput, initial="7")


def sample(request: HttpRequest) -> HttpResponse:
    """Show the form; a posted form is shown again with what is wrong."""
    form = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    context: dict[str, Any] = {
        "form": form,
        "demonstration": True,
        "columns": [{"text": "Area"}, {"text": "Share", "numeric": True}],
        "rows": [[{"text": "Preventing crime", "href": "/"}, {"text": "96.4 percent", "numeric": True}]],
        "page": Paginator(range(100), 10).page(2),
    }
    return HttpResponse(engines["django"].from_string(TEMPLATE).render(context, request))


urlpatterns = [path("", sample), path("sample/", sample)]
handler403 = page_not_found
handler404 = page_not_found
handler500 = server_error
