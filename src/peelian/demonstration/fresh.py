"""Emptying an installation that holds nothing but the demonstration, so that it is loaded anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from peelian.apps.accounts.models import User
from peelian.demonstration.people import accounts_file
from peelian.rules.errors import RefusalError


def empty_installation() -> None:
    """Remove the database's content, the uploads and the written files of the demonstration.

    Raises
    ------
    RefusalError
        Somebody has an account here who is not of the demonstration: then nothing is removed.
    """
    _refuse_with_real_people()
    if connection.vendor == "sqlite":
        _remove_database_file()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.VAR) / "demonstration"):
        shutil.rmtree(folder, ignore_errors=True)
    accounts_file().unlink(missing_ok=True)


def _remove_database_file() -> None:
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    connection.close()
    for path in (name, Path(f"{name}-wal"), Path(f"{name}-shm")):
        path.unlink(missing_ok=True)


def _refuse_with_real_people() -> None:
    if User._meta.db_table not in connection.introspection.table_names():
        return
    count = User.objects.filter(is_demonstration=False).count()
    if count:
        raise RefusalError(
            "refused",
            f"Nothing was removed: {count} of the accounts here are not the demonstration's. Keep this database, and "
            "point PEELIAN_VAR or DATABASE_URL elsewhere for a fresh demonstration.",
        )
