// A person does not say any more of two photos that both are to be kept. Parameters: $one, $other.
MATCH (one:Photo {root: $one[0], path: $one[1]})
MATCH (other:Photo {root: $other[0], path: $other[1]})
MATCH (one)-[verdict:KEEP_BOTH]-(other)
DELETE verdict
RETURN count(*) AS deleted
