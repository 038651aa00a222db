"""The two APIs: public (read, no key) and workspace (signed in)."""

from __future__ import annotations

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
from peelian.interfaces.api.workspace import (
    accuracy,
    collections,
    evidence,
    figures,
    findings,
    inspections,
    publishing,
    rounds,
    writing,
)
from peelian.interfaces.api.workspace import items as draft_items
from peelian.interfaces.api.workspace import judgements as draft_judgements
from peelian.interfaces.api.workspace.people import SignedIn

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
    title="Peelian workspace API",
    version="1",
    urls_namespace="workspace_api",
    auth=SignedIn(),
    description="The steps of an inspection for people who are signed in: the same services as the pages.",
)
for subject in (
    rounds,
    inspections,
    evidence,
    findings,
    figures,
    draft_judgements,
    draft_items,
    writing,
    accuracy,
    publishing,
    collections,
):
    workspace_api.add_router("", subject.router)
workspace_api.answer_unknown_addresses()
