"""How both APIs describe themselves, and what they answer beside their routes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from ninja.openapi.schema import OpenAPISchema

from peelian.apps.organisations.models import Role
from peelian.interfaces.api.documented import DocumentedAPI
from peelian.interfaces.api.routes import api, workspace_api
from tests.apps.world import make_inspectorate, make_person

pytestmark = pytest.mark.django_db
REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"
BOTH = pytest.mark.parametrize(
    ("described", "root"),
    [(api, "/api/v1/"), (workspace_api, "/api/workspace/v1/")],
    ids=["public", "workspace"],
)


@pytest.fixture
def reader() -> Client:
    """Somebody who may ask both APIs."""
    client = Client()
    client.force_login(make_person(make_inspectorate(), Role.ANALYST))
    return client


def routes_of(described: DocumentedAPI) -> list[str]:
    """Every route as it is printed, such as GET /api/v1/forces."""
    paths = described.get_openapi_schema()["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


@BOTH
def test_page_lists_every_route_and_loads_nothing_from_elsewhere(
    reader: Client, described: DocumentedAPI, root: str
) -> None:
    page = reader.get(f"{root}docs").content.decode()

    assert [route for route in routes_of(described) if f"<code>{route}</code>" not in page] == []
    assert 'src="http' not in page
    assert "<style" not in page


@BOTH
def test_reference_names_every_route(described: DocumentedAPI, root: str) -> None:
    text = REFERENCE.read_text(encoding="utf-8")

    assert [route for route in routes_of(described) if f"`{route}`" not in text] == []


@BOTH
def test_root_leads_to_the_page(reader: Client, described: DocumentedAPI, root: str) -> None:
    assert reader.get(root)["Location"] == f"{root}docs"


@BOTH
def test_document_declares_refusals_as_problem_documents(described: DocumentedAPI, root: str) -> None:
    responses = [
        (status, list(response.get("content", {})))
        for methods in described.get_openapi_schema()["paths"].values()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        if int(status) >= 400
    ]

    assert {tuple(types) for _, types in responses} == {("application/problem+json",)}


def test_headers_alone_can_be_asked_for(client: Client) -> None:
    whole, headers = client.get("/api/v1/forces"), client.head("/api/v1/forces")

    assert (headers.status_code, headers.content) == (200, b"")
    assert headers["ETag"] == whole["ETag"]


def test_answers_of_the_workspace_are_kept_by_nobody(reader: Client) -> None:
    assert reader.get("/api/workspace/v1/inspections")["Cache-Control"] == "private, no-store"


def test_unknown_address_of_the_workspace_is_a_problem_document(reader: Client) -> None:
    response = reader.get("/api/workspace/v1/nothing")

    assert (response.status_code, response.json()["code"]) == (404, "not-found")


@BOTH
def test_one_name_stands_for_one_shape(
    described: DocumentedAPI, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes: dict[str, set[str]] = {}
    keep = OpenAPISchema.add_schema_definitions

    def note(self: OpenAPISchema, definitions: dict[str, object]) -> None:
        for name, shape in definitions.items():
            shapes.setdefault(name, set()).add(json.dumps(shape, sort_keys=True))
        keep(self, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", note)
    OpenAPISchema(described, root)

    assert [name for name, seen in shapes.items() if len(seen) > 1] == []


@BOTH
def test_what_many_operations_answer_is_described_as_if_each_were_worked_out(
    described: DocumentedAPI, root: str
) -> None:
    told, plain = described.get_openapi_schema(path_prefix=root), OpenAPISchema(described, root)

    assert told["components"] == json.loads(json.dumps(plain["components"]))
    assert {path: set(methods) - {"head"} for path, methods in plain["paths"].items()} == {
        path: set(methods) for path, methods in told["paths"].items()
    }


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v1/publications/%0A/versions", "/api/v1/a%0D%0Ab"]
)
def test_address_that_nothing_holds_is_a_problem_document(client: Client, address: str) -> None:
    """Whatever stands in it."""
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@BOTH
def test_every_operation_has_a_name_of_its_own(described: DocumentedAPI, root: str) -> None:
    paths = described.get_openapi_schema()["paths"]

    names = [operation["operationId"] for methods in paths.values() for operation in methods.values()]

    assert sorted(names) == sorted(set(names))
