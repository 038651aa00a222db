from django.db import migrations


def start_open_items(apps, schema_editor):
    """Work on items that are open already has not been recorded as begun."""
    apps.get_model("followup", "Item").objects.filter(state="open", stage="").update(stage="not-started")


class Migration(migrations.Migration):
    dependencies = [("followup", "0002_work_on_items")]

    operations = [migrations.RunPython(start_open_items, migrations.RunPython.noop)]
