"""PostgreSQL's second wall round all that hangs on a file."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("prevention", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        # Technical interns
        SecureRows("InternCase", file="file"),
        SecureRows("InternStep", file="case.file"),
        SecureRows("InternRequest", file="file"),
        SecureRows("InternNote", file="case.file"),
    ]
