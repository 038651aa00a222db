"""Pages that are open in some states of a review alone: what is done already is told, not offered again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from peelian.apps.organisations.access import has_role
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.services.planning import require_state
from peelian.interfaces.workspace.pages import View, person, workspace_page
from peelian.interfaces.workspace.reviewing.places import review_address, review_of
from peelian.rules.errors import RefusalError

PLANNED = (Review.State.PLANNED,)
DRAWN = (Review.State.DRAWN,)
ANSWERED = (Review.State.REVIEWING, Review.State.SETTLING)
OPEN = (*DRAWN, *ANSWERED)


def review_step(*states: str, to: str) -> Callable[[View], View]:
    """A page for those who run a review, in the states named; in another they are led back and told why.

    So an old page in the browser says that the step is done. `to` completes the sentence, such as "draw its sample".
    """

    def at(view: View) -> View:
        @workspace_page
        @wraps(view)
        def step(request: HttpRequest, review_id: uuid.UUID) -> HttpResponseBase:
            found = review_of(request, review_id)
            if not has_role(person(request), found.tenant, *MANAGERS):
                return view(request, review_id)
            try:
                require_state(found, *states, to=to)
            except RefusalError as error:
                messages.error(request, error.message)
                return redirect(review_address(found))
            return view(request, review_id)

        return step

    return at
