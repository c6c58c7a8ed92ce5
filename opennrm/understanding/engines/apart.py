"""Reads an SQLite file for the engine, in a process of its own; run as a program, it imports nothing of OpenNRM.

The driver has its own copy of SQLite. Two copies in one process do not see each other's locks: when the reader's
closes, it takes itself for the last and removes the journal (WAL) the other still writes to. What was committed
afterwards would be seen by nobody else, and be lost where the process is killed. Between processes the locks hold.

Arguments: the file, and a collection. Standard input: SQL, a statement a line, each with one parameter, the collection.
Standard output: for each statement an Arrow stream, one after the other, all of one moment of the database.
"""

import sys

import pyarrow
from adbc_driver_sqlite import dbapi


def main(file: str, collection: str) -> None:
    """Answer every statement, inside one transaction that only reads."""
    with (
        dbapi.connect(file) as connection,
        connection.cursor() as cursor,
        pyarrow.output_stream(sys.stdout.buffer) as out,
    ):
        for statement in sys.stdin:
            cursor.execute(statement, (collection,))
            reader = cursor.fetch_record_batch()
            with pyarrow.ipc.new_stream(out, reader.schema) as stream:
                for batch in reader:
                    stream.write_batch(batch)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except dbapi.Error as wrong:
        sys.exit(str(wrong).splitlines()[0])
