from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.test import RequestFactory
from lxml import html

from peelian.interfaces.look.errors import page_not_found, server_error
from peelian.interfaces.look.pages import page_links
from peelian.interfaces.look.templatetags.look import grade_badge


@pytest.fixture(autouse=True)
def sample_site(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.interfaces.look.sample"


@pytest.mark.django_db
def test_absence_and_refusal_look_the_same() -> None:
    request = RequestFactory().get("/secret/")

    absent, refused = page_not_found(request, Http404()), page_not_found(request, PermissionDenied())

    assert (absent.status_code, absent.content) == (refused.status_code, refused.content)


def test_fault_is_answered_without_the_request() -> None:
    answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert html.fromstring(answer.content).xpath("string(//h1)") == "Sorry, this page failed"


def test_links_between_pages_keep_the_filters() -> None:
    links = page_links(Paginator(range(30), 10).page(2), QueryDict("force=cleveland&page=2"))

    assert links["previous"] == {"href": "?force=cleveland&page=1"}
    assert links["next"] == {"href": "?force=cleveland&page=3"}
    assert [item.get("current") for item in links["items"]] == [False, True, False]


def test_long_lists_leave_out_the_middle() -> None:
    links = page_links(Paginator(range(1000), 10).page(50), QueryDict())

    assert [item.get("number", "gap") for item in links["items"]] == [1, "gap", 49, 50, 51, "gap", 100]


def test_badge_counts_the_steps_of_the_scale() -> None:
    assert grade_badge("good", "Good", 3, 4)["steps"] == [True, True, True, False]


def test_badge_without_a_scale_shows_words_alone() -> None:
    assert grade_badge(None, "Not graded") == {"grade": "ungraded", "label": "Not graded", "steps": []}
