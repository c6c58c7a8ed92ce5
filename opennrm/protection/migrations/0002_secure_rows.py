"""PostgreSQL's second wall round plans, shelters and all that hangs on them."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        SecureRows("ProtectionPlan", file="file"),
        SecureRows("Aim", file="plan.file"),
        SecureRows("RiskAssessment", file="plan.file"),
        SecureRows("Task", file="plan.file"),
        SecureRows("PlanNote", file="plan.file"),
        SecureRows("Meeting", file="plan.file"),
        SecureRows("Seat", file="file"),
        SecureRows("ShelterAddress", file="file"),
        SecureRows("Stay", file="file"),
        SecureRows("Service", file="plan.file"),
        SecureRows("ResidenceProcedure", file="plan.file"),
        SecureRows("Expiry", file="plan.file"),
        SecureRows("Reminder", file="expiry.plan.file"),
        SecureRows("Return", file="plan.file"),
        SecureRows("Wish", file="going.plan.file"),
        SecureRows("ReturnRisk", file="going.plan.file"),
        SecureRows("FamilyTracing", file="going.plan.file"),
        SecureRows("ReintegrationStep", file="going.plan.file"),
        SecureRows("FollowUp", file="plan.file"),
    ]
