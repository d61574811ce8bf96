// One node a label. No parameters.
CREATE CONSTRAINT photograph_label_name IF NOT EXISTS
FOR (label:Label)
REQUIRE label.name IS UNIQUE
