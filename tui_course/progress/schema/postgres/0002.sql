CREATE TABLE tui_course_annotation (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    learner text NOT NULL,
    course text NOT NULL,
    page text NOT NULL,
    at double precision NOT NULL,
    annotation text NOT NULL,
    kind text NOT NULL,
    anchor text NOT NULL,
    note text NOT NULL,
    removed boolean NOT NULL
);
CREATE INDEX tui_course_annotation_of ON tui_course_annotation (learner, at);
