// Photos that hang together, by Leiden. Parameters: $graph, $resolution, $randomSeed.
// One thread, since only so a seed gives the same communities each time.
CALL gds.leiden.mutate($graph, {
  relationshipWeightProperty: 'weight',
  gamma: $resolution,
  randomSeed: $randomSeed,
  concurrency: 1,
  mutateProperty: 'community'
})
YIELD communityCount, modularity
RETURN communityCount AS communities, modularity
