"""Settings of gunicorn, which serves the site behind a reverse proxy, or alone on one's own machine."""

import os

_host = os.environ.get("HOST", "127.0.0.1")
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT', '8000')}"
wsgi_app = "museum_site.wsgi:application"

worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Workers load the application after the fork: no database connection is ever shared by two processes,
# which SQLite forbids, and a reload takes new code.
preload_app = False
timeout = 30
graceful_timeout = 30
# A worker is replaced now and then, so that memory which leaks is given back; not all in the same moment.
max_requests = 5000
max_requests_jitter = 500
# The heartbeat is a file, which must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108

# No header of a visitor may become SCRIPT_NAME or PATH_INFO, and nobody steers the server by a socket.
forwarder_headers = ""
control_socket_disable = True

errorlog = "-"
# The reverse proxy keeps the access log; `GUNICORN_CMD_ARGS=--access-logfile=-` shows it here.
accesslog = None
