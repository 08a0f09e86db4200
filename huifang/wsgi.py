"""The server's door; it opens only when nothing is amiss."""

import os

from django.core.wsgi import get_wsgi_application

from huifang.checks import refuse_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huifang.settings")
application = get_wsgi_application()
refuse_to_serve()
