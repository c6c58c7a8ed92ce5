"""PostgreSQL's second wall round investigations and all that hangs on them."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("eradication", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        # Investigations
        SecureRows("Investigation", file="file"),
        SecureRows("Offence", file="investigation.file"),
        SecureRows("InvestigationNote", file="investigation.file"),
        SecureRows("InvestigationVictim", file="investigation.file"),
        SecureRows("Suspect", file="investigation.file"),
        SecureRows("Charge", file="investigation.file"),
        SecureRows("Disposition", file="investigation.file"),
    ]
