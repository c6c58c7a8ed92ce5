"""No page takes a file: what is sent all the same is refused before a byte of it is kept."""

from typing import Any, NoReturn

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler


class NoFiles(FileUploadHandler):
    """Django's own handlers would write a stranger's file to disk before any view or sign-in is asked."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises BadRequest."""
        raise BadRequest("this page takes no file")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:
        """Never reached."""
        raise BadRequest("this page takes no file")

    def file_complete(self, file_size: int) -> NoReturn:
        """Never reached."""
        raise BadRequest("this page takes no file")
