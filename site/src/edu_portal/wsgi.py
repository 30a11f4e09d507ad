"""Entry point of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edu_portal.settings.production")

application = get_wsgi_application()

# What start-up made stays for ever: looking at all of it again and again takes the collector 0.3 s each time.
gc.collect()
gc.freeze()
