"""An API that describes itself: errors as problem documents, CSV beside JSON, and no page from elsewhere."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.urls.converters import StringConverter
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from peelian.interfaces.api.problems import MEDIA_TYPE, not_found, tell_errors_as_problems

EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
PERSONAL = "private, no-store"


class DocumentedAPI(NinjaAPI):
    """An API whose refusals are problem documents, in its answers and in its description alike."""

    def __init__(self, *, personal: bool = False, **options: Any) -> None:
        """Make the API; answers of a `personal` one are kept by nobody on their way."""
        self.personal = personal
        self._described: dict[str, Any] = {}
        super().__init__(docs_url=None, **options)
        tell_errors_as_problems(self)

    def add_subject(self, router: Router) -> None:
        """Add the routes of one subject. What can be read can also be asked for its headers alone."""
        for view in router.path_operations.values():
            for operation in view.operations:
                if operation.methods == ["GET"]:
                    operation.methods = ["GET", "HEAD"]
        self.add_router("", router)

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """Start an answer, marked where it is for one person alone."""
        answer: HttpResponse = super().create_temporal_response(request)
        if self.personal:
            answer["Cache-Control"] = PERSONAL
        return answer

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Name an operation by its function, which is unique in one API."""
        name: str = operation.view_func.__name__
        return name

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        """Describe the API with the media types that its answers really have.

        The description follows from the code alone, so it is formed once for each place the API stands at; whoever
        reads it leaves it as it is.
        """
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = self._describe(prefix)
        return self._described[prefix]

    def _describe(self, prefix: str) -> Any:
        schema = _Description(self, prefix)
        for methods in schema["paths"].values():
            methods.pop("head", None)
            for operation in methods.values():
                _name_media_types(operation)
        return schema

    def answer_unknown_addresses(self) -> None:
        """Answer addresses that no route holds with a problem document; called after every route is added."""
        rest_of_the_addresses = Router()
        rest_of_the_addresses.add_api_operation(
            "/{anything:rest}", EVERY_METHOD, _unknown_address, include_in_schema=False
        )
        self.add_router("", rest_of_the_addresses)


class _Description(OpenAPISchema):
    """The description as it is formed anyway, but of what many operations answer, such as problems, only once.

    Every operation has five refusals of one shape; to work each of them out took seven times the time.
    """

    def __init__(self, api: NinjaAPI, prefix: str) -> None:
        self._worked_out: dict[tuple[Any, ...], tuple[dict[str, Any], bool]] = {}
        super().__init__(api, prefix)

    def _create_schema_from_model(
        self, model: Any, by_alias: bool = True, remove_level: bool = True, mode: Any = "validation"
    ) -> tuple[dict[str, Any], bool]:
        if mode != "serialization" or list(model.model_fields) != ["response"]:
            return super()._create_schema_from_model(model, by_alias, remove_level, mode)
        key = (model.model_fields["response"].annotation, by_alias, remove_level)
        if key not in self._worked_out:
            self._worked_out[key] = super()._create_schema_from_model(model, by_alias, remove_level, mode)
        return deepcopy(self._worked_out[key])


class AnythingConverter(StringConverter):
    """The rest of an address whatever it holds, line breaks too, at which Django's own `path` stops."""

    regex = "(?s:.+)"


register_converter(AnythingConverter, "anything")


def _unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    return not_found(request)


def _name_media_types(operation: dict[str, Any]) -> None:
    takes_csv = any(each["name"] == "format" for each in operation["parameters"])
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")
        elif takes_csv and int(status) == 200:
            content["text/csv"] = {"schema": {"type": "string"}}
