from uuid import uuid4

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

PHRASE = ("private", "salt", "memory", "passes", "lanes")


class Migration(migrations.Migration):

    dependencies = [("vault", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="auditline",
            index=models.Index(fields=["subject"], name="auditline_subject", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=160)),
                ("generation", models.PositiveIntegerField()),
                ("master", models.CharField(max_length=16)),
                ("wrapped", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "name"), name="key_one_of_a_name"),
                    models.CheckConstraint(
                        condition=Q(wrapped__isnull=False, erased_at__isnull=True)
                        | Q(wrapped__isnull=True, erased_at__isnull=False),
                        name="key_held_or_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inbox",
            fields=[
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("organisation", models.CharField(max_length=80, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="InboxKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("inbox", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="vault.inbox")),
                ("generation", models.PositiveIntegerField()),
                ("public", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                ("known_to_leaver", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("inbox", "generation"), name="inboxkey_one_of_a_generation"),
                    models.UniqueConstraint(
                        condition=Q(retired_at__isnull=True), fields=("inbox",), name="inboxkey_one_in_use"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("inbox", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="vault.inbox")),
                ("kind", models.CharField(max_length=16)),
                ("member", models.CharField(max_length=160)),
                ("public", models.BinaryField()),
                ("private", models.BinaryField(null=True)),
                ("salt", models.BinaryField(null=True)),
                ("memory", models.PositiveIntegerField(null=True)),
                ("passes", models.PositiveIntegerField(null=True)),
                ("lanes", models.PositiveIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("inbox", "member"), name="slot_one_of_a_member"),
                    models.CheckConstraint(
                        condition=Q(kind="member", **{f"{name}__isnull": False for name in PHRASE})
                        | Q(kind="recovery", **{f"{name}__isnull": True for name in PHRASE}),
                        name="slot_opened_by_phrase_or_offline",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="vault.slot")),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="vault.inboxkey")),
                ("envelope", models.BinaryField()),
                ("vouch", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("slot", "key"), name="share_one_of_a_key")],
            },
        ),
    ]
