"""Gathering the built assets where the server finds them."""

from __future__ import annotations

from pathlib import Path


def gather_static_files() -> None:
    """Collect style sheets and scripts under the data folder, unless what lies there is the newest."""
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [
        Path(storage.path(name)) for finder in finders.get_finders() for name, storage in finder.list([])
    ]
    newest = max((source.stat().st_mtime for source in sources), default=0.0)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0)
