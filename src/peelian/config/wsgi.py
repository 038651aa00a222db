"""The WSGI application that gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import reverse

from peelian.catalogue import load_catalogue

FIRST_PAGE = "public/home.html"
TURN = 0.001
"""Seconds after which a thread lets another go on. SQLite gives its turn away at every row; with turns of five
milliseconds, as is usual, a page of fifty rows waits long for another that fills its template."""

sys.setswitchinterval(TURN)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peelian.config.settings")
application = get_wsgi_application()


def load_what_readers_need() -> None:
    """Load routes, catalogue and the first page's template as the process starts, so that no reader waits for them.

    Nothing here asks the database: the process starts also where that is not yet there.
    """
    reverse("public:home")
    load_catalogue()
    get_template(FIRST_PAGE)


load_what_readers_need()
