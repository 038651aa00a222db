"""Asking an address as somebody, and keeping of the answer what must not depend on a secret."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.leaks.naming import SECRET

CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
COMPARED_HEADERS = ("Location", "ETag", "Content-Type", "Content-Disposition", "Link", "Last-Modified")
QUESTIONS = (
    "",
    f"?q={SECRET.lower()}&text={SECRET.lower()}",
    "?force=cleveland&state=draft&framework=peel-2021-22",
)


@dataclass(frozen=True)
class Answer:
    """What came back: its status, the headers that could tell something, its body, and how much work it took."""

    status: int
    headers: tuple[str, ...]
    body: bytes
    queries: int

    @property
    def tells_the_secret(self) -> bool:
        return SECRET.encode() in self.body or any(SECRET in header for header in self.headers)


def ask(client: Client, method: str, address: str) -> Answer:
    """Send one request; whatever it changes is undone. The log of queries begins anew, since it holds only so many."""
    reset_queries()
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    headers = tuple(f"{name}: {response.headers.get(name, '')}" for name in COMPARED_HEADERS)
    work = sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)
    return Answer(response.status_code, headers, CSRF.sub(b"", body), work)
