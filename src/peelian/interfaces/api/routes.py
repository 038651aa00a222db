"""The two APIs: public (read, no key) and workspace (signed in)."""

from __future__ import annotations

from peelian.interfaces.api.describing import description_of
from peelian.interfaces.api.documented import DocumentedAPI
from peelian.interfaces.api.public import (
    forces,
    frameworks,
    item_numbers,
    items,
    judgements,
    measures,
    monitoring,
    national,
    publications,
    searching,
)
from peelian.interfaces.api.public import responses as published_responses
from peelian.interfaces.api.workspace import (
    accuracy,
    attachments,
    collections,
    directory,
    endings,
    evidence,
    figures,
    findings,
    force_plans,
    force_work,
    inspections,
    issues,
    item_ordering,
    item_work,
    measure_releases,
    notices,
    publishing,
    register,
    responses,
    returns,
    review_answers,
    review_cases,
    review_results,
    reviews,
    rounds,
    scrutiny,
    stage_moves,
    watching,
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
for subject in (
    forces,
    frameworks,
    publications,
    judgements,
    items,
    item_numbers,
    monitoring,
    national,
    measures,
    published_responses,
    searching,
):
    api.add_subject(subject.router)
api.add_subject(description_of(api))
api.answer_unknown_addresses()

workspace_api = DocumentedAPI(
    title="Peelian workspace API",
    version="1",
    urls_namespace="workspace_api",
    personal=True,
    auth=SignedIn(),
    description="The steps of an inspection for people who are signed in: the same services as the pages.",
)
for subject in (
    rounds,
    inspections,
    evidence,
    attachments,
    findings,
    issues,
    figures,
    draft_judgements,
    draft_items,
    endings,
    item_work,
    item_ordering,
    register,
    writing,
    accuracy,
    publishing,
    collections,
    returns,
    responses,
    scrutiny,
    measure_releases,
    reviews,
    review_cases,
    review_answers,
    review_results,
    stage_moves,
    watching,
    force_work,
    force_plans,
    directory,
    notices,
):
    workspace_api.add_subject(subject.router)
workspace_api.add_subject(description_of(workspace_api))
workspace_api.answer_unknown_addresses()
