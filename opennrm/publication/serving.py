"""Serve the public pages from one process."""

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

ADDRESS = "127.0.0.1"
PORT = 8000


def serve(port: int = PORT, *, address: str = ADDRESS, workers: int = 1) -> None:
    """Serve until stopped. No address of a visitor is logged."""
    Server(
        "opennrm.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
