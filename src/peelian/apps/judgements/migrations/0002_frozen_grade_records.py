"""Triggers that keep published grades as they were; only their standing may still change."""

from django.db import migrations

from peelian.apps.audit.triggers import keep_rows

FROZEN = (
    "id",
    "inspectorate_id",
    "force_id",
    "framework_version_id",
    "target",
    "status",
    "grade",
    "as_of",
    "as_of_precision",
    "inspector",
    "source_rank",
    "source",
    "source_url",
    "declared_change",
    "declared_change_location",
    "publication",
    "note",
)


class Migration(migrations.Migration):
    dependencies = [("judgements", "0001_initial")]
    operations = [keep_rows("judgements_graderecord", columns=FROZEN)]
