"""Triggers that keep the record of a closed review as it was written."""

from django.db import migrations

from peelian.apps.audit.triggers import keep_rows


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [keep_rows("reviews_reviewrecord")]
