"""PostgreSQL's second wall round what the desk holds. Boxes stand before it: the public process writes them."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("access", "0002_secure_rows")]

    operations = [
        SecureRows("Report", file="file"),
        SecureRows("Message", file="report.file"),
        SecureRows("Envelope", file="message.report.file"),
        SecureRows("Assignment", file="report.file"),
        SecureRows("Note", file="report.file"),
        SecureRows("Alarm", file="report.file"),
        SecureRows("Consultation", file="file"),
        SecureRows("InterpreterBooking", file="file"),
    ]
