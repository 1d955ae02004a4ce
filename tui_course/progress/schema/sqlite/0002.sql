CREATE TABLE annotation (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    course TEXT NOT NULL,
    page TEXT NOT NULL,
    at REAL NOT NULL,
    annotation TEXT NOT NULL,
    kind TEXT NOT NULL,
    anchor TEXT NOT NULL,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL
);
CREATE INDEX annotation_of ON annotation (learner, at);
