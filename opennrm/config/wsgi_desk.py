"""The WSGI application of the desk's process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings_desk")
application = get_wsgi_application()
