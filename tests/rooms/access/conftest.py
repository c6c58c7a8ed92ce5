"""Installs the made-up room before any database is made, so that its tables and walls are there like a real room's."""

from django.apps import apps
from django.conf import settings

MADEUP = "tests.rooms.access.madeup"

if not apps.is_installed(MADEUP):
    apps.set_installed_apps([*settings.INSTALLED_APPS, MADEUP])
