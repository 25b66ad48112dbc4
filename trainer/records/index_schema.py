"""The tables of the index of attempts. The journals are the truth: everything here can be read from them again."""

from trainer import __version__

MADE_BY = f"2 {__version__}"
"""The version of these tables and of the program: what is judged may differ from one to the next."""

TABLES = """
CREATE TABLE made (by TEXT NOT NULL);
CREATE TABLE texts (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE attempts (
    file TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    attempt TEXT NOT NULL,
    standing TEXT NOT NULL,
    trouble TEXT NOT NULL,
    title TEXT,
    trainee TEXT,
    scenario TEXT,
    sha256 TEXT,
    family TEXT,
    variant TEXT,
    mode TEXT,
    part TEXT NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    moment REAL NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    events INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    taken_back INTEGER NOT NULL,
    ending TEXT,
    outcome TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL,
    loss REAL,
    critical INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    goal TEXT NOT NULL,
    judged INTEGER NOT NULL,
    unjudged TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE headers (file TEXT PRIMARY KEY, header TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX in_order ON attempts (trainee, scenario, variant, number, moment, file);
CREATE INDEX in_trouble ON attempts (trainee) WHERE standing IN ('damaged', 'newer') OR unjudged <> '';
CREATE TABLE principles (
    file TEXT NOT NULL,
    principle TEXT NOT NULL,
    levels TEXT NOT NULL,
    lowest INTEGER NOT NULL,
    mean REAL NOT NULL,
    count INTEGER NOT NULL,
    at_standard INTEGER NOT NULL,
    critical INTEGER NOT NULL,
    over_run INTEGER NOT NULL,
    PRIMARY KEY (file, principle)
) WITHOUT ROWID;
CREATE TABLE decisions (
    file TEXT NOT NULL,
    number INTEGER NOT NULL,
    scene TEXT NOT NULL,
    response TEXT NOT NULL,
    levels TEXT NOT NULL,
    cost REAL,
    label TEXT,
    confidence INTEGER,
    typed INTEGER NOT NULL,
    PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX confident ON decisions (confidence, label) WHERE confidence IS NOT NULL;
CREATE VIEW tries AS
SELECT *,
    standing = 'ended' AND part = '' AND NOT taken_back AND NOT EXISTS (
        SELECT 1 FROM attempts AS before
        WHERE before.trainee = a.trainee AND before.scenario = a.scenario AND before.variant = a.variant
        AND (before.number, before.moment, before.file) < (a.number, a.moment, a.file)
        AND before.attempt <> a.attempt
    ) AS first_try
FROM attempts AS a;
"""
"""One row an attempt, an (attempt, principle), a decision that stands.

`headers` are those of the journals that can be read, with their texts by their SHA-256 in `texts`. `number` is the
trainee's count of attempts where the journal has one, else 0. `moment` is when it began, in seconds. A damaged one
keeps what its first line says, so that damage never gives a first try back. `judged` says whether the tables of
principles and decisions have been filled for it; `unjudged` why they cannot be. `levels` are, of a principle, digits in
order of play; of a decision JSON, by full id of the principle.

`part` is "what-if" or "drill" where it begins in the middle of a story, `place` the replies that were given before:
what stands in the other tables is from there on.

A first try has ended, nothing of it was taken back, it began at the beginning, and nothing of the same scenario and
variant was begun by this trainee before, in any mode, whether it ended or not.
"""
