"""PostgreSQL's second wall round employers, examinations, technical interns and all that hangs on them."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("prevention", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        SecureRows("Employer", file="file"),
        SecureRows("Tie", file="employer.file"),
        SecureRows("Contract", file="employer.file"),
        SecureRows("Examination", file="file"),
        SecureRows("Line", file="examination.file"),
        SecureRows("Paper", file="examination.file"),
        SecureRows("Letter", file="examination.file"),
        SecureRows("Measure", file="examination.file"),
        SecureRows("InternCase", file="file"),
        SecureRows("InternStep", file="case.file"),
        SecureRows("InternRequest", file="file"),
        SecureRows("InternNote", file="case.file"),
    ]
