"""Settings of the public process: its database lets it do what the rooms declare for it, and nothing else.

On PostgreSQL its own role does that, named by OPENNRM_PUBLIC_DATABASE_URL; on SQLite the connection itself. It never
reads the master key, and need not be able to.
"""

from opennrm.config.settings import *  # noqa: F403
from opennrm.config.settings import DATABASES as WHOLE

DATABASES = {"default": WHOLE["default"] | {"ROLE": "public"}}
KEYLESS = True
