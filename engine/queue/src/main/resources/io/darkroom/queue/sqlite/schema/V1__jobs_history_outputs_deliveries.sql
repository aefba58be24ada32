-- Times are milliseconds since 1970. Columns of any length stand last, so that what comes before is read without them.
-- A statement ends where a line ends with its semicolon.

CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  next_number INTEGER NOT NULL, -- the counter for the places of jobs
  turn INTEGER NOT NULL,        -- grows with each lease; it is the lease's fence
  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
  waiting INTEGER NOT NULL,     -- how many jobs wait and run: kept by the triggers below
  running INTEGER NOT NULL
) STRICT;
INSERT INTO ledger VALUES (1, 0, 0, 0, 0, 0);

CREATE TABLE owner (
  name TEXT NOT NULL UNIQUE,
  served INTEGER NOT NULL       -- the turn at which a job of theirs was taken last
) STRICT;

CREATE TABLE job (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  number REAL NOT NULL,
  place REAL NOT NULL,          -- orders jobs of one number
  running INTEGER NOT NULL DEFAULT 0 CHECK (running IN (0, 1)),
  attempts INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0, -- how many attempts ended without an answer
  fence INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL,
  started INTEGER,
  due INTEGER NOT NULL DEFAULT 0,
  cancelled TEXT,               -- the report to end with, once somebody asked to cancel it
  remarks TEXT NOT NULL DEFAULT '', -- one sentence a line
  body TEXT NOT NULL
) STRICT;
CREATE INDEX job_waiting ON job (owner, number, place) WHERE running = 0;
CREATE INDEX job_due ON job (due) WHERE running = 0 AND due > 0;
CREATE INDEX job_running ON job (fence) WHERE running = 1;

CREATE TRIGGER job_added AFTER INSERT ON job BEGIN
  UPDATE ledger SET waiting = waiting + 1 - NEW.running, running = running + NEW.running; END;
CREATE TRIGGER job_removed AFTER DELETE ON job BEGIN
  UPDATE ledger SET waiting = waiting - 1 + OLD.running, running = running - OLD.running; END;
CREATE TRIGGER job_moved AFTER UPDATE OF running ON job WHEN NEW.running <> OLD.running BEGIN
  UPDATE ledger SET waiting = waiting + OLD.running - NEW.running, running = running + NEW.running - OLD.running; END;

CREATE TABLE finished (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  job INTEGER NOT NULL,         -- which row of job it was: ids come again, rows do not
  owner TEXT NOT NULL,
  number REAL NOT NULL,
  attempts INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'POISONED')),
  accepted INTEGER NOT NULL,
  started INTEGER,
  ended INTEGER NOT NULL,
  remarks TEXT NOT NULL,
  report TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX finished_owner ON finished (owner, seq);
CREATE INDEX finished_accepted ON finished (accepted);

CREATE TABLE picture (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  subfolder TEXT NOT NULL,
  filename TEXT NOT NULL,
  owner TEXT NOT NULL,
  job TEXT NOT NULL,
  node TEXT NOT NULL,
  saved INTEGER NOT NULL,
  words TEXT NOT NULL,          -- the text in lower case: SQLite folds the case of ASCII only
  text TEXT NOT NULL,
  facts TEXT NOT NULL,
  UNIQUE (type, subfolder, filename)
) STRICT;
CREATE INDEX picture_saved ON picture (saved, seq);

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job TEXT NOT NULL,
  target TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_due ON delivery (due, id);

CREATE TABLE fact (
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE probe (data BLOB) STRICT; -- filled and emptied to see whether there is room again
