// A person says of two photos that both are to be kept. Parameters: $one, $other.
MATCH (one:Photo {root: $one[0], path: $one[1]})
MATCH (other:Photo {root: $other[0], path: $other[1]})
MERGE (one)-[verdict:KEEP_BOTH]-(other)
ON CREATE SET verdict.at = datetime.realtime()
RETURN toString(verdict.at) AS at
