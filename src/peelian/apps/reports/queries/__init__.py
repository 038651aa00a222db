"""Reports and publications as pages and the API ask for them."""

from peelian.apps.reports.queries.forces import ForcePage, force_public_page
from peelian.apps.reports.queries.gates import (
    publication_gates,
    unprintable_text_gates,
    unresolved_publication_gates,
)
from peelian.apps.reports.queries.methods import MethodsProof, published_method, verify_method_links
from peelian.apps.reports.queries.proofs import PublicationsProof, verify_publications
from peelian.apps.reports.queries.publications import (
    holds_demonstration,
    press_statements_of,
    publication_by_reference,
    publication_versions,
    published_reports,
    round_publications,
)
from peelian.apps.reports.queries.search import SearchHit, public_search

__all__ = [
    "ForcePage",
    "MethodsProof",
    "PublicationsProof",
    "SearchHit",
    "force_public_page",
    "holds_demonstration",
    "press_statements_of",
    "public_search",
    "publication_by_reference",
    "publication_gates",
    "publication_versions",
    "published_method",
    "published_reports",
    "round_publications",
    "unprintable_text_gates",
    "unresolved_publication_gates",
    "verify_method_links",
    "verify_publications",
]
