from django.db import migrations, models
from django.db.models.functions import Coalesce
from django.utils import timezone

ENDINGS = ("followup.confirm_closing", "followup.supersede_item", "followup.set_aside_item")
DAY = models.DateField(
    blank=True,
    help_text="The day on which it left the open state; blank where that is not known",
    null=True,
)


def take_days_from_the_log(apps, schema_editor):
    """Items that ended here have their day in the log; of those told as ended by a source nobody knows it."""
    items = apps.get_model("followup", "Item")
    ended = apps.get_model("audit", "AuditEvent").objects.filter(action__in=ENDINGS, outcome="done")
    for reference, at in ended.order_by("sequence").values_list("subject_reference", "at").iterator():
        found = items.objects.filter(pk=reference).exclude(state__in=("draft", "open"))
        found.update(ended_on=timezone.localdate(at))


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("followup", "0007_order_of_lists"),
    ]

    operations = [
        migrations.AddField(model_name="historicalitem", name="ended_on", field=DAY),
        migrations.AddField(model_name="item", name="ended_on", field=DAY),
        migrations.RunPython(take_days_from_the_log, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                Coalesce("ended_on", "listed_on").desc(),
                "id",
                name="items_by_latest_change",
            ),
        ),
    ]
