"""The forms in which statistics go out beside HTML, PDF and workbooks: SDMX-CSV, JSON-stat, CSVW, GLOTIP, CTDC."""
