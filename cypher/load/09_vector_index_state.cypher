// How far an index of photograph is, and for how many numbers it was made. Parameters: $index.
SHOW VECTOR INDEXES
YIELD name, state, populationPercent, options, failureMessage
WHERE name = $index
RETURN
  state,
  populationPercent AS percent,
  options.indexConfig['vector.dimensions'] AS dims,
  failureMessage AS failure
