// Photos of one network nearest to a vector, by an index, scored exactly. Parameters: $index, $fetched, $network, $vector.
// The index is approximate only in what it finds; each cosine is taken again, in 64 bits.
CALL db.index.vector.queryNodes($index, $fetched, $vector)
YIELD node AS photo
WITH photo, [
  key IN keys(photo)
  WHERE (key = 'network' OR key STARTS WITH 'network_') AND photo[key] = $network |
  photo['embedding' + substring(key, size('network'))]
][0] AS embedding
// Null, and no error, where the node is not of this network.
WITH photo, CASE
  WHEN size(embedding) = size($vector) THEN reduce(
    sums = [0.0, 0.0, 0.0], position IN range(0, size(embedding) - 1) |
    [
      sums[0] + embedding[position] * $vector[position],
      sums[1] + embedding[position] ^ 2,
      sums[2] + $vector[position] ^ 2
    ]
  )
END AS sums
RETURN
  photo.root AS root,
  photo.path AS path,
  sums[0] / sqrt(sums[1] * sums[2]) AS cosine
ORDER BY cosine DESC, path
