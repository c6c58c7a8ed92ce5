-- A made-up register. generate.py fills in the numbers and lists.
CREATE MACRO pick(i, salt, n) AS (hash(i * 64 + salt) % n)::BIGINT;
CREATE MACRO one(list, i, salt) AS list[1 + pick(i, salt, len(list) + 1)];
CREATE MACRO skewed(list, i, salt) AS list[1 + (pick(i, salt, 1000) ** 2 * len(list) // 1000000)::BIGINT];
CREATE MACRO two(list, i, salt) AS CASE WHEN pick(i, salt, 5) = 0
    THEN array_to_string(list_sort(list_distinct([skewed(list, i, salt + 1), list[1]])), ';') ELSE skewed(list, i, salt + 1) END;
CREATE MACRO on_day(i, n) AS DATE '$first-01-01' + (i * $days // n)::INTEGER;
CREATE MACRO age(i, salt) AS CASE WHEN pick(i, salt, 20) = 0 THEN NULL ELSE 8 + (pick(i, salt + 1, 900) ** 2 // 15000)::INTEGER END;
CREATE VIEW person AS SELECT i, one(['female', 'male'], i, 3) AS sex, skewed($countries, i, 4) AS nationality,
    age(i, 5) AS age, CASE WHEN age IS NULL THEN one(['9-17', '18+'], i, 16) END AS age_band FROM range($victims) AS t(i);
CREATE VIEW victim AS SELECT i, md5('v' || i) AS id, md5('p' || CASE WHEN pick(i, 1, 100) = 0 THEN i - 1 ELSE i END) AS key,
    on_day(i, $victims) AS day, 'day' AS precision, day + 30 AS recorded_on, '' AS supersedes, '' AS change, '' AS reason,
    * EXCLUDE i, one($statuses, i, 7) AS status_at_entry, two($forms, i, 8) AS exploitation FROM person;

COPY (SELECT * EXCLUDE i FROM victim UNION ALL SELECT * EXCLUDE i REPLACE (md5('c' || i) AS id, id AS supersedes,
    'correction' AS change, 'entry_error' AS reason, 'female' AS sex) FROM victim WHERE pick(i, 2, 200) = 0)
    TO '$folder/victim_protected.parquet';
COPY (SELECT md5('a' || i) AS id, md5('s' || i) AS key, on_day(i, $suspects) AS day, day + 30 AS recorded_on,
    * EXCLUDE i, one($occupations, i, 10) AS occupation, md5('o' || i // 10) AS offence FROM person WHERE i < $suspects)
    TO '$folder/suspect_arrested.parquet';
COPY (SELECT md5('d' || i) AS id, md5('s' || i) AS key, on_day(i, $suspects) + 40 AS day, day + 30 AS recorded_on,
    skewed($decisions, i, 11) AS outcome FROM range($suspects) AS t(i) WHERE pick(i, 12, 20) > 0 UNION ALL
    SELECT md5('j' || i), md5('s' || i), on_day(i, $suspects) + 200, on_day(i, $suspects) + 230,
    skewed($judgments, i, 13) FROM range($suspects) AS t(i) WHERE pick(i, 14, 20) > 8)
    TO '$folder/suspect_disposed.parquet';
COPY (SELECT md5('o' || i) AS id, id AS key, on_day(i, $offences) AS day, day + 30 AS recorded_on,
    two($statutes, i, 15) AS statutes FROM range($offences) AS t(i)) TO '$folder/offence_cleared.parquet';
