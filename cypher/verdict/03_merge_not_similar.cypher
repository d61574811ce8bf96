// A person says of two photos that they are not alike. Parameters: $one, $other.
MATCH (one:Photo {root: $one[0], path: $one[1]})
MATCH (other:Photo {root: $other[0], path: $other[1]})
MERGE (one)-[verdict:NOT_SIMILAR_TO]-(other)
ON CREATE SET verdict.at = datetime.realtime()
RETURN toString(verdict.at) AS at
