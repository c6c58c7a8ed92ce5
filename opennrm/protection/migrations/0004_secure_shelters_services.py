"""PostgreSQL's second wall round what hangs on a plan, round seats, stays and addresses."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("protection", "0003_shelters_services_meetings")]

    operations = [
        SecureRows("Aim", file="plan.file"),
        SecureRows("RiskAssessment", file="plan.file"),
        SecureRows("Task", file="plan.file"),
        SecureRows("PlanNote", file="plan.file"),
        SecureRows("Meeting", file="plan.file"),
        SecureRows("Seat", file="file"),
        SecureRows("ShelterAddress", file="file"),
        SecureRows("Stay", file="file"),
        SecureRows("Service", file="plan.file"),
    ]
