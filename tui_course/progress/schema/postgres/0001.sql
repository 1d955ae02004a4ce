CREATE TABLE tui_course_attempt (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    learner text NOT NULL,
    course text NOT NULL,
    page text NOT NULL,
    question text NOT NULL,
    at double precision NOT NULL,
    answer text,
    outcome text NOT NULL,
    score double precision NOT NULL,
    points double precision NOT NULL,
    confidence text,
    hints integer NOT NULL,
    revealed boolean NOT NULL,
    review boolean NOT NULL,
    seconds double precision NOT NULL
);
CREATE INDEX tui_course_attempt_of ON tui_course_attempt (learner, at);

CREATE TABLE tui_course_visit (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    learner text NOT NULL,
    course text NOT NULL,
    page text NOT NULL,
    at double precision NOT NULL,
    read double precision NOT NULL,
    spot text NOT NULL
);
CREATE INDEX tui_course_visit_of ON tui_course_visit (learner, at);
