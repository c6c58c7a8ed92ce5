"""PostgreSQL's second wall round plans."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial")]

    operations = [SecureRows("ProtectionPlan", file="file")]
