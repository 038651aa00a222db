"""The two APIs: public (read, no key) and workspace (signed in)."""

from __future__ import annotations

from ninja.security import django_auth

from peelian.interfaces.api.describing import add_description_page
from peelian.interfaces.api.documented import DocumentedAPI
from peelian.interfaces.api.public import (
    forces,
    frameworks,
    items,
    judgements,
    national,
    publications,
    searching,
)

api = DocumentedAPI(
    title="Peelian public API",
    version="1",
    urls_namespace="api",
    description="What the inspectorate has published, to be read without a key. Lists answer JSON or CSV.",
)
for subject in (forces, frameworks, publications, judgements, items, national, searching):
    api.add_router("", subject.router)
add_description_page(api)
api.answer_unknown_addresses()

workspace_api = DocumentedAPI(
    title="Peelian workspace API", version="1", urls_namespace="workspace_api", auth=django_auth
)
