// The index that a constraint has left: of its name, on its properties, and of no constraint. Parameters: $index, $label, $properties.
SHOW INDEXES
YIELD name, labelsOrTypes, properties, owningConstraint
WHERE name = $index
  AND owningConstraint IS NULL
  AND labelsOrTypes = [$label]
  AND properties = $properties
RETURN name
