"""Files of cases in and out: cells, rows, what they repeat, and the record of the HTCDS."""
