# The site as one container. docs/operating.md tells how to run it.

FROM python:3.13-slim-bookworm AS builder
WORKDIR /site
COPY requirements.txt ./
RUN python -m venv /venv
RUN /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: --requirement requirements.txt
COPY . .
# Collecting needs settings that start, hence a secret and a host; neither is kept.
RUN SECRET_KEY=build ALLOWED_HOSTS=build STATIC_ROOT=/site/static-collected \
    DJANGO_SETTINGS_MODULE=museum_site.settings.production \
    /venv/bin/python manage.py collectstatic --noinput --verbosity=0
RUN /venv/bin/pip uninstall --yes pip

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=museum_site.settings.production \
    STATIC_ROOT=/site/static-collected \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000
# Pillow joins Arabic letters, on social cards, with the system's FriBiDi.
RUN apt-get update && apt-get install --yes --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent museum
RUN install --directory --owner=museum --group=museum --mode=0750 /data
COPY --from=builder /venv /venv
COPY --from=builder /site /site
WORKDIR /site
USER museum
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/livez', timeout=4)"]
CMD ["gunicorn"]
