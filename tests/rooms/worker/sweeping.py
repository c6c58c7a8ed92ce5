"""Sweeps for tests that run workers in processes of their own; they note what they do in the file WITNESS names."""

import os
import signal
import sys
import threading
import time
from datetime import timedelta

import django

LENGTH = timedelta(seconds=1)


def note(word):
    file = os.open(os.environ["WITNESS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{word} {os.getpid()} {time.time():.3f}\n".encode())
    os.close(file)


def quick():
    note("began")
    time.sleep(0.1)
    note("ended")


def long():
    """Longer than its lease."""
    note("began")
    time.sleep(LENGTH.total_seconds() * 2)
    note("ended")


def killed():
    """Dies in the middle, the first time."""
    note("began")
    if "FATAL" in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    note("ended")


def address_of(_recipient):
    return "made-up@example.org"


def main(sweep):
    django.setup()
    from django.conf import settings

    from opennrm.worker.management.commands.worker import stopping
    from opennrm.worker.work import work

    settings.SWEEPS = {f"{__package__}.sweeping.{sweep}" if "." not in sweep else sweep: timedelta(milliseconds=50)}
    settings.LETTER_ADDRESSES = f"{__package__}.sweeping.address_of"
    if "FATAL_LETTER" in os.environ:
        _die_after_sending()
    work(stopping() if threading.current_thread() is threading.main_thread() else threading.Event(), length=LENGTH)


def _die_after_sending():
    from django.core.mail.message import EmailMessage

    send = EmailMessage.send

    def sent(self, *args):
        send(self, *args)
        os.kill(os.getpid(), signal.SIGKILL)

    EmailMessage.send = sent


if __name__ == "__main__":
    main(sys.argv[1])
