PRAGMA application_id = 1416980803;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
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
INSERT INTO "annotation" VALUES(1,'note-5','ada','kites','wind',5.0,'note-5','note','{"version":1,"passage":"Wind is air that moves.","exact":"air","prefix":"Wind","suffix":"Kites","heading":"Wind","start":2,"number":1}','first
second',0);
INSERT INTO "annotation" VALUES(2,'note-6','ada','kites','wind',6.0,'note-5','note','{"version":1,"passage":"Wind is air that moves.","exact":"air","prefix":"Wind","suffix":"Kites","heading":"Wind","start":2,"number":1}','third',0);
INSERT INTO "annotation" VALUES(3,'mark-7','ada','kites','wind',7.0,'mark-7','bookmark','{"version":1,"passage":"Kites","exact":"","prefix":"Wind","suffix":"","heading":"Kites","start":0,"number":2}','',1);
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
INSERT INTO "attempt" VALUES(1,'attempt-1','ada','kites','wind','q',1.0,'{"version":1,"kind":"typed","value":["sechzig \u00b0C"]}','right',1.0,1.0,'sure',1,0,0,4.5);
INSERT INTO "attempt" VALUES(2,'attempt-2','ada','kites','wind','q',2.0,'{"version":1,"kind":"paired","value":[["l","r"]]}','partly',0.5,2.0,NULL,0,0,1,0.0);
INSERT INTO "attempt" VALUES(3,'attempt-3','ada','kites','wind','q',3.0,NULL,'wrong',0.0,1.0,NULL,0,1,0,0.0);
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
INSERT INTO "visit" VALUES(1,'visit-4','ada','kites','wind',4.0,0.75,'12:3');
CREATE INDEX attempt_of ON attempt (learner, at);
CREATE INDEX visit_of ON visit (learner, at);
CREATE INDEX annotation_of ON annotation (learner, at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('attempt',3);
INSERT INTO "sqlite_sequence" VALUES('visit',1);
INSERT INTO "sqlite_sequence" VALUES('annotation',3);
COMMIT;
