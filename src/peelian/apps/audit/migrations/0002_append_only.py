from django.db import migrations

from peelian.apps.audit.triggers import keep_rows


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [keep_rows("audit_auditevent")]
