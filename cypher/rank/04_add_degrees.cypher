// Gives each photo of a projection its weighted degree. Parameters: $graph.
CALL gds.degree.mutate($graph, {
  relationshipWeightProperty: 'weight',
  mutateProperty: 'degree',
  concurrency: 1
})
YIELD nodePropertiesWritten
RETURN nodePropertiesWritten AS photos
