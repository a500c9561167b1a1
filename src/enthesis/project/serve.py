"""``enthesis serve``: the clinic's pages on this machine.

Brings the database up to date, makes the first login, puts in the demonstration people when asked,
and serves on 127.0.0.1, port 8000 or the next that is free.
"""

import argparse
import os
import socket
from collections.abc import Sequence

import django

FIRST_PORT = 8000
PORTS_TRIED = 50
FIRST_LOGIN = "clinician"


def serve(arguments: Sequence[str] = ()) -> int:
    """Serve until interrupted. ``--port`` names a port, ``--demonstration`` brings fictional people."""
    wanted = _parser().parse_args(arguments)
    os.umask(0o077)  # the records are for the owner of this machine's account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enthesis.project.settings")
    django.setup()
    _bring_up_to_date()
    password = _first_login()
    if wanted.demonstration:
        _bring_fictional_people()
    port = wanted.port or _free_port()
    _tell(port, password)
    _listen(port)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="enthesis serve", description="Serve the clinic's pages on 127.0.0.1."
    )
    parser.add_argument("--port", type=int, help=f"a port; otherwise {FIRST_PORT} or the next free one")
    parser.add_argument("--demonstration", action="store_true", help="bring in the fictional patients")
    return parser


def _bring_up_to_date() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _bring_fictional_people() -> None:
    from django.core.management import call_command

    call_command("load_demonstration")


def _first_login() -> str:
    """Make the first login with a random password, kept in the clinic's folder, and give it."""
    from enthesis.actions.make_login import make_login
    from enthesis.project.clinic_folder import kept_secret

    password = kept_secret("first-password", 12)
    make_login(username=FIRST_LOGIN, password=password, by="enthesis serve")
    return password


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No port from {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} is free; name one: --port")


def _tell(port: int, password: str) -> None:
    print(f"\n  Enthesis   http://127.0.0.1:{port}/", flush=True)
    print(f"  login      {FIRST_LOGIN}", flush=True)
    print(f"  password   {password}", flush=True)
    print("\n  Demonstration content, not for patient care. Ctrl-C ends it.\n", flush=True)


def _listen(port: int) -> None:
    from django.core.servers.basehttp import run

    from enthesis.project.wsgi import application

    try:
        run("127.0.0.1", port, application, threading=True)
    except KeyboardInterrupt:
        print("\n  Ended.")
