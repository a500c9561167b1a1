"""The application for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from enthesis.project.compiled import keep_compiled

keep_compiled()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enthesis.project.settings")
application = get_wsgi_application()
