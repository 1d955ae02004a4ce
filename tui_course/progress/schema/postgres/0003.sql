CREATE TABLE tui_course_workshop (
    name text PRIMARY KEY,
    line text NOT NULL,
    courses text NOT NULL,
    at double precision NOT NULL
);

CREATE TABLE tui_course_person (
    workshop text NOT NULL,
    learner text NOT NULL,
    name text NOT NULL,
    way text NOT NULL,
    joined double precision NOT NULL,
    folded text NOT NULL,
    token text,
    preferences text NOT NULL DEFAULT '',
    PRIMARY KEY (workshop, learner),
    UNIQUE (workshop, folded),
    UNIQUE (workshop, token)
);

CREATE TABLE tui_course_person_key (
    workshop text NOT NULL,
    key text NOT NULL,
    learner text NOT NULL,
    PRIMARY KEY (workshop, key)
);

-- Half of each page is left for the next state of its rows, which then needs no index.
CREATE TABLE tui_course_session (
    id text PRIMARY KEY,
    workshop text NOT NULL,
    learner text NOT NULL,
    host text NOT NULL,
    began double precision NOT NULL,
    course text NOT NULL,
    page text NOT NULL,
    read double precision NOT NULL,
    pulse text,
    hand double precision NOT NULL,
    at double precision NOT NULL,
    heard double precision NOT NULL,
    ended integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE INDEX tui_course_session_here ON tui_course_session (ended, host);

CREATE TABLE tui_course_notice (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    workshop text NOT NULL,
    at double precision NOT NULL,
    kind text NOT NULL,
    course text NOT NULL,
    page text NOT NULL,
    subject text NOT NULL,
    words text NOT NULL
);

CREATE TABLE tui_course_vote (
    poll text NOT NULL,
    learner text NOT NULL,
    answer text NOT NULL,
    at double precision NOT NULL,
    PRIMARY KEY (poll, learner)
);

-- Events are numbered anew where some are taken away.
CREATE TABLE tui_course_numbering (number bigint NOT NULL);
INSERT INTO tui_course_numbering VALUES ((random() * 1000000000)::bigint + 1);

-- Transactions commit in another order than they take numbers: whoever reads what is new asks which of them they have seen.
ALTER TABLE tui_course_attempt ADD COLUMN written_by xid8 NOT NULL DEFAULT '0';
ALTER TABLE tui_course_attempt ALTER COLUMN written_by SET DEFAULT pg_current_xact_id();
CREATE INDEX tui_course_attempt_in ON tui_course_attempt (left(course, 200), sequence);
CREATE INDEX tui_course_attempt_new ON tui_course_attempt (written_by);

ALTER TABLE tui_course_visit ADD COLUMN written_by xid8 NOT NULL DEFAULT '0';
ALTER TABLE tui_course_visit ALTER COLUMN written_by SET DEFAULT pg_current_xact_id();
CREATE INDEX tui_course_visit_in ON tui_course_visit (left(course, 200), sequence);
CREATE INDEX tui_course_visit_new ON tui_course_visit (written_by);
