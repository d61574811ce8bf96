// Holds what one writer at a time can hold, until its transaction ends, which must never be committed. Parameters: $turn.
// The constraint on runId makes a second one wait; who is killed lets go, as the connection ends.
CREATE (turn:LinkRun {runId: $turn})
RETURN turn.runId AS turn
