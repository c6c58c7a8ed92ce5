"""SQLite and PostgreSQL under the scoping compiler. Name one of the two folders as ENGINE in DATABASES."""
