"""`peelian serve`: the site, on gunicorn."""

from __future__ import annotations

import click

from peelian.interfaces.cli.answers import say, start_django
from peelian.interfaces.cli.static_files import gather_static_files

LONGEST_START = 120
"""Seconds in which a process has loaded all that readers need; one that takes longer is started anew."""


@click.command("serve")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port on 127.0.0.1.")
@click.option("--bind", default="", help="Another address to bind, such as 0.0.0.0:8000 behind a proxy.")
@click.option("--workers", default=2, show_default=True, help="Processes; one for each core or a few more.")
@click.option(
    "--threads",
    default=2,
    show_default=True,
    help="Requests that a process works on at once. With more of them each waits longer for the others.",
)
def command(port: int, bind: str, workers: int, threads: int) -> None:
    """Serve the site until interrupted.

    Example: peelian serve --port 8000
    """
    start_django()
    gather_static_files()
    from gunicorn.app.wsgiapp import WSGIApplication

    address = bind or f"127.0.0.1:{port}"
    say(f"Serving on http://{address} (stop with Ctrl+C).")

    class Server(WSGIApplication):
        def load_config(self) -> None:
            options = {
                "bind": address,
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "keepalive": 5,
                "graceful_timeout": 20,
                "timeout": LONGEST_START,
                "control_socket_disable": True,
                "preload_app": False,
            }
            for name, value in options.items():
                self.cfg.set(name, value)
            self.app_uri = "peelian.config.wsgi:application"

    Server().run()
