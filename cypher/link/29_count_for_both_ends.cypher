// Each relationship that was found counts for both of its ends, once. Parameters: $graph, $relationship.
// kNN is approximate, and one end often finds what the other missed.
CALL gds.graph.relationships.toUndirected($graph, {
  relationshipType: $relationship,
  mutateRelationshipType: $relationship + '_BOTH',
  aggregation: 'MAX'
})
YIELD relationshipsWritten
RETURN relationshipsWritten AS ends
