-- The tables of chapter 1 as somebody would write them by hand over the store, one statement a table.
-- $japan and $prosecuted are codes of the store; 0 is unknown.
SELECT year, sex, count(*) FROM victim_protected GROUP BY year, sex;
SELECT year, nationality, count(*) FROM victim_protected GROUP BY year, nationality; -- origin
SELECT year, nationality, count(*) FROM victim_protected GROUP BY year, nationality;
SELECT year, age, age_band, count(*) FROM victim_protected GROUP BY year, age, age_band; -- minors
SELECT year, age, age_band, count(*) FROM victim_protected GROUP BY year, age, age_band;
SELECT year, exploitation, count(*) FROM victim_protected GROUP BY year, exploitation;
SELECT year, status_at_entry, count(*) FROM victim_protected WHERE nationality NOT IN (0, $japan) GROUP BY year, status_at_entry;
SELECT year, sex, age, age_band, count(*) FROM victim_protected GROUP BY year, sex, age, age_band;
SELECT year, sex, count(*) FROM suspect_arrested GROUP BY year, sex;
SELECT year, nationality, count(*) FROM suspect_arrested GROUP BY year, nationality; -- origin
SELECT year, nationality, count(*) FROM suspect_arrested GROUP BY year, nationality;
SELECT year, occupation, count(*) FROM suspect_arrested GROUP BY year, occupation;
SELECT year, statutes, count(*) FROM offence_cleared GROUP BY year, statutes;
SELECT year, prosecution, count(*) FROM suspect_arrested GROUP BY year, prosecution;
SELECT year, trial, count(*) FROM suspect_arrested WHERE prosecution = $prosecuted GROUP BY year, trial;
