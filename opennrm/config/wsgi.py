"""The WSGI application of the public process."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from opennrm.config import door, logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings_public")
application = get_wsgi_application()
logs.guard()
if multiprocessing.parent_process() is not None:  # one of granian's
    door.end_with_parent()
