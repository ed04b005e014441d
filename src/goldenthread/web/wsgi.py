"""The door that the web server opens."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from goldenthread.web.proxy import told_by_proxy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
_site = get_wsgi_application()
application = told_by_proxy(_site) if settings.HTTPS else _site
