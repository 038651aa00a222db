"""Triggers that keep published versions of measures as they were written."""

from django.db import migrations

from peelian.apps.audit.triggers import keep_rows


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_releases_of_measures")]
    operations = [keep_rows("measures_measurepublication")]
