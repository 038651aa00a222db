"""Collections opened before are open; versions of returns and their sign-offs stay as they were written."""

from django.db import migrations

from peelian.apps.audit.triggers import keep_rows


def settle_state(apps, schema_editor):
    for collection in apps.get_model("returns", "Collection").objects.filter(opened_on__isnull=False):
        collection.state = "open"
        collection.save()


class Migration(migrations.Migration):
    dependencies = [("returns", "0002_collections_and_returns")]
    operations = [
        migrations.RunPython(settle_state, migrations.RunPython.noop),
        keep_rows("returns_return"),
        keep_rows("returns_signoff"),
    ]
