"""The WSGI application that gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

TURN = 0.001
"""Seconds after which a thread lets another go on. SQLite gives its turn away at every row; with turns of five
milliseconds, as is usual, a page of fifty rows waits long for another that fills its template."""

sys.setswitchinterval(TURN)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peelian.config.settings")
application = get_wsgi_application()
