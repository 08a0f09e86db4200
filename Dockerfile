# One image for web, worker and beat; the command decides. Nothing of the embedded servers is in it.
FROM python:3.13-slim-trixie AS build

ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /srv/huifang
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir "uv>=0.9,<1"
COPY pyproject.toml uv.lock ./
RUN .venv/bin/uv sync --frozen --inexact --no-default-groups --python .venv/bin/python \
    && .venv/bin/pip uninstall --yes uv

FROM python:3.13-slim-trixie

# Pango and the HarfBuzz subsetter make the papers; without the subsetter a letter takes seconds.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/huifang --shell /usr/sbin/nologin huifang \
    && install -d -o huifang -g huifang /srv/media /srv/beat

WORKDIR /srv/huifang
COPY --from=build /srv/huifang/.venv .venv
COPY manage.py ./
COPY huifang huifang
COPY columns columns
COPY clocks clocks
COPY web web
COPY jobs jobs
COPY workdays workdays
COPY audit audit
COPY accounts accounts
COPY signin signin
COPY cases cases
COPY intake intake
COPY attachments attachments
COPY needs needs
COPY visits visits
COPY evaluation evaluation
COPY reports reports
COPY reminders reminders
COPY corrections corrections
COPY stewards stewards
COPY ledger ledger
COPY dashboard dashboard
COPY templates templates
COPY static static
COPY docs/manual docs/manual
COPY LICENSE NOTICE ./

ENV PATH=/srv/huifang/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=huifang.settings \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media
RUN python manage.py collectstatic --no-input --verbosity 0

USER huifang
EXPOSE 8000
CMD ["gunicorn", "huifang.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "3", "--threads", "4", "--preload", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
