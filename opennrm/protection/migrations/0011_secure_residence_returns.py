"""PostgreSQL's second wall round residence, return and follow-up."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("protection", "0010_residence_returns_follow_ups")]

    operations = [
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
