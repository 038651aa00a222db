"""Public pages are made once, stay right when something public changes, and never serve what is personal."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from peelian.apps.audit.queries import public_content_number
from peelian.apps.followup.services import confirm_closing, request_setting_aside
from peelian.apps.monitoring.services import decide_stage
from peelian.apps.organisations.models import Role
from peelian.apps.reports.services import publish_report
from peelian.interfaces.public.cache import PublicPages
from peelian.interfaces.public.kept_pages import KeptPage, PageStore, forget_kept_pages
from tests.apps.reports.made_up import PUBLISHED, publisher_of, signed_off, written_inspection
from tests.apps.world import framework_version, make_force, make_inspectorate, make_person
from tests.interfaces.public.made import make_item


def page(size: int, number: int = 1) -> KeptPage:
    return KeptPage(number, b"x" * size, ())


def test_store_lets_go_of_what_was_asked_for_longest_ago() -> None:
    store = PageStore(10_000)
    for name in "abcd":
        store.keep(name, page(1_300))

    store.find("a")
    store.keep("e", page(1_300))

    assert [name for name in "abcde" if store.find(name)] == ["a", "c", "d", "e"]
    assert store.size == 4 * 2_300


def test_store_keeps_no_page_that_would_crowd_out_the_rest() -> None:
    store = PageStore(10_000)

    store.keep("large", page(2_000))

    assert (len(store), store.size) == (0, 0)


def test_page_kept_again_counts_once() -> None:
    store = PageStore(10_000)

    store.keep("a", page(1_000))
    store.keep("a", page(500))

    assert (len(store), store.size) == (1, 1_500)


def test_all_stores_can_be_emptied() -> None:
    store = PageStore(10_000)
    store.keep("a", page(10))

    forget_kept_pages()

    assert (len(store), store.size) == (0, 0)


@pytest.mark.django_db
def test_second_reader_is_answered_with_one_question_to_the_database(client: Client) -> None:
    first = client.get("/how-we-grade/")

    with CaptureQueriesContext(connection) as queries:
        second = client.get("/how-we-grade/")

    assert second.content == first.content
    assert second.headers == first.headers
    assert len(queries) == 1


@pytest.mark.django_db
def test_page_is_tagged_and_not_sent_twice(client: Client) -> None:
    first = client.get("/accessibility/")

    again = client.get("/accessibility/", headers={"If-None-Match": first["ETag"]})
    other = client.get("/accessibility/", headers={"If-None-Match": '"something-else"'})

    assert first["Cache-Control"] == "public, max-age=60"
    assert first["ETag"].startswith('"')
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.django_db
def test_head_has_the_headers_of_the_page_without_its_body(client: Client) -> None:
    head = client.head("/accessibility/")
    whole = client.get("/accessibility/")

    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (whole["ETag"], whole["Content-Length"])
    assert int(whole["Content-Length"]) == len(whole.content)


@pytest.mark.django_db
def test_publication_makes_pages_afresh_and_drafting_does_not(client: Client) -> None:
    framework_version("peel-2021-22")
    client.get("/reports/")
    number = public_content_number()

    ready = signed_off(written_inspection())
    drafted = public_content_number()
    made = publish_report(actor=publisher_of(ready), inspection=ready, published_on=PUBLISHED)

    assert made.reference in client.get("/reports/").content.decode()
    assert drafted == number
    assert public_content_number() > number


@pytest.mark.django_db
def test_ending_an_item_and_a_decision_on_monitoring_show_at_once(client: Client) -> None:
    force, chief = make_force(), make_person(make_inspectorate(), Role.HMCIC)
    item = make_item(force, title="Answer calls sooner")
    assert "Answer calls sooner" in client.get("/forces/cleveland/").content.decode()

    asking = make_person(make_inspectorate(), Role.LEAD_INSPECTOR)
    request_setting_aside(actor=asking, item=item, reason="The duty ended.", expected_version=item.version)
    confirm_closing(actor=chief, item=item, reason="The duty ended.", expected_version=item.version + 1)
    decide_stage(
        actor=chief, inspectorate=make_inspectorate(), force=force, stage_set="scan-engage", stage="engage",
        effect="enters", effective_on=date(2019, 9, 27), decided_by="A. Chief", reasons="Concerns were not met.",
        source="The letter",
    )  # fmt: skip

    text = client.get("/forces/cleveland/").content.decode()
    assert "Answer calls sooner" not in text
    assert "Concerns were not met." in text


@pytest.mark.django_db
def test_pages_for_people_signed_in_are_neither_kept_nor_taken_from_what_is_kept() -> None:
    middleware = PublicPages(lambda request: HttpResponse("for one person"))
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "something"

    middleware(request)

    assert len(middleware.store) == 0


@pytest.mark.django_db
def test_signed_in_reader_gets_a_private_answer(client: Client) -> None:
    client.force_login(make_person(make_inspectorate(), Role.INSPECTOR))

    answer = client.get("/accessibility/")

    assert answer["Cache-Control"] == "private, no-cache"
    assert "ETag" not in answer.headers


@pytest.mark.django_db
def test_answers_that_set_cookies_or_failed_are_not_kept(client: Client) -> None:
    def with_cookie(request: HttpRequest) -> HttpResponse:
        request.resolver_match = client.get("/accessibility/").resolver_match
        response = HttpResponse("a page")
        response.set_cookie("something", "personal")
        return response

    middleware = PublicPages(with_cookie)

    answer = middleware(RequestFactory().get("/accessibility/"))

    assert len(middleware.store) == 0
    assert "Cache-Control" not in answer.headers
    assert "ETag" not in client.get("/reports/no-such-report/").headers


@pytest.mark.django_db
def test_search_is_asked_each_time(client: Client) -> None:
    answer = client.get("/search/?q=risk")

    with CaptureQueriesContext(connection) as queries:
        client.get("/search/?q=risk")

    assert answer["Cache-Control"] == "public, max-age=0"
    assert len(queries) > 1


@pytest.mark.django_db
def test_workspace_is_no_public_page(client: Client) -> None:
    answer = client.get("/workspace/")

    assert "public" not in answer.headers.get("Cache-Control", "")
