// Whether a method has linked no photo of a network yet. Parameters: $method, $network.
RETURN NOT EXISTS {
  MATCH ()-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->()
} AS first
