"""The command ``opennrm``: each verb is a management command of the room it belongs to."""

import os
import sys

from django.core.management import ManagementUtility, get_commands, load_command_class
from django.core.management.base import BaseCommand

HEAD = "opennrm: from case facts to the official annual report.\n\nusage: opennrm COMMAND …   (opennrm COMMAND --help says more)\n"


def main() -> None:
    """Run one verb; without one, list those of the project (Django's own stay reachable by name)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
    sys.argv[0] = "opennrm"
    if len(sys.argv) < 2 or sys.argv[1] in {"help", "-h", "--help"}:
        sys.stdout.write(overview())
        return
    ManagementUtility(sys.argv).execute()


def overview() -> str:
    """One line for each of the project's own commands."""
    lines = [HEAD]
    for name, app in sorted(get_commands().items()):
        if isinstance(app, BaseCommand) or not app.startswith("opennrm."):
            continue
        lines.append(f"  {name:<12} {load_command_class(app, name).help}")
    return "\n".join(lines) + "\n"
