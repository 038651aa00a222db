"""The product's settings with the routes and the template of the benchmark."""

from pathlib import Path

from peelian.config.settings import *  # noqa: F403
from peelian.config.settings import TEMPLATES as OWN_TEMPLATES

ROOT_URLCONF = "benchmarks.web_urls"
TEMPLATES = [{**OWN_TEMPLATES[0], "DIRS": [Path(__file__).resolve().parent / "templates"]}]
