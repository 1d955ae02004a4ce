-- On few lines: the schema fits the first page of the file, so that a file that lost its end can still be read.
CREATE TABLE workshop (
 name TEXT PRIMARY KEY, line TEXT NOT NULL, courses TEXT NOT NULL, at REAL NOT NULL
);
CREATE TABLE person (
 workshop TEXT NOT NULL, learner TEXT NOT NULL, name TEXT NOT NULL, way TEXT NOT NULL, joined REAL NOT NULL,
 folded TEXT NOT NULL, token TEXT, preferences TEXT NOT NULL DEFAULT '',
 PRIMARY KEY (workshop, learner), UNIQUE (workshop, folded), UNIQUE (workshop, token)
);
CREATE TABLE person_key (
 workshop TEXT NOT NULL, key TEXT NOT NULL, learner TEXT NOT NULL, PRIMARY KEY (workshop, key)
);
CREATE TABLE session (
 id TEXT PRIMARY KEY, workshop TEXT NOT NULL, learner TEXT NOT NULL, host TEXT NOT NULL, began REAL NOT NULL,
 course TEXT NOT NULL, page TEXT NOT NULL, read REAL NOT NULL, pulse TEXT, hand REAL NOT NULL, at REAL NOT NULL,
 heard REAL NOT NULL, ended INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX session_here ON session (ended, host);
CREATE TABLE notice (
 sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, workshop TEXT NOT NULL, at REAL NOT NULL,
 kind TEXT NOT NULL, course TEXT NOT NULL, page TEXT NOT NULL, subject TEXT NOT NULL, words TEXT NOT NULL
);
CREATE TABLE vote (
 poll TEXT NOT NULL, learner TEXT NOT NULL, answer TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (poll, learner)
);

-- Events are numbered anew where some are taken away, and in another file.
CREATE TABLE numbering (number INTEGER NOT NULL);
INSERT INTO numbering VALUES (abs(random() % 1000000000) + 1);
CREATE INDEX attempt_in ON attempt (course, sequence);
CREATE INDEX visit_in ON visit (course, sequence);
