CREATE TABLE attempt (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    course TEXT NOT NULL,
    page TEXT NOT NULL,
    question TEXT NOT NULL,
    at REAL NOT NULL,
    answer TEXT,
    outcome TEXT NOT NULL,
    score REAL NOT NULL,
    points REAL NOT NULL,
    confidence TEXT,
    hints INTEGER NOT NULL,
    revealed INTEGER NOT NULL,
    review INTEGER NOT NULL,
    seconds REAL NOT NULL
);
CREATE INDEX attempt_of ON attempt (learner, at);

CREATE TABLE visit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    course TEXT NOT NULL,
    page TEXT NOT NULL,
    at REAL NOT NULL,
    read REAL NOT NULL,
    spot TEXT NOT NULL
);
CREATE INDEX visit_of ON visit (learner, at);
