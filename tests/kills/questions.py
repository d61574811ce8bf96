"""What is asked of a graph after a round; cypher/ holds what the program itself sends."""

from __future__ import annotations

_ID = """CASE
  WHEN {0}:Photo THEN {0}.root + '/' + {0}.path
  WHEN {0}:Album THEN 'Album ' + coalesce({0}.name, '?')
  ELSE head(labels({0})) + ' ' + coalesce({0}.name, '?')
END"""

# A colour goes by size and then by a random id, so it is no fact that two runs agree about.
NODES = f"""MATCH (n) WHERE NOT n:LinkRun
RETURN {_ID.format("n")} AS id, [label IN labels(n) WHERE NOT label =~ 'AlbumColour.*'] AS labels,
  n.embedding AS vector,
  apoc.map.removeKeys(properties(n), ['embedding', 'albumId', 'colour']) AS p"""

LABELS = f"""MATCH (a:Photo)-[r:SHOWS]->(b:Label)
RETURN {_ID.format("a")} + ' shows ' + b.name AS id, r.score AS score"""

DRAWN = f"""MATCH (a)-[r]->(b)
WHERE NOT type(r) IN ['SHOWS', 'IS_SIMILAR_TO', 'COPY_OF', 'IN_ALBUM', 'HAS_COVER']
RETURN {_ID.format("a")} + ' ' + type(r) + ' ' + {_ID.format("b")} AS id, properties(r) AS p"""

EDGES = """MATCH (a:Photo)-[r:IS_SIMILAR_TO]->(b:Photo)
WITH r, a.root + '/' + a.path AS one, b.root + '/' + b.path AS other
RETURN CASE WHEN one < other THEN one + ' ~ ' + other ELSE other + ' ~ ' + one END AS id,
  [round(r.cosineSimilarity, 5), r.method, r.network] AS cosine"""

COPIES = """MATCH (a:Photo)-[r:COPY_OF]->(b:Photo)
RETURN a.root + '/' + a.path + ' of ' + b.root + '/' + b.path AS id, [r.kind, r.score] AS kind"""

ALBUMS = """MATCH (photo:Photo)-[r:IN_ALBUM|HAS_COVER]-(album:Album)
WITH album, type(r) AS type, photo.path AS path ORDER BY path
RETURN album.name + ' ' + type AS id, collect(path) AS photos"""

# Each names something that no run may leave; no row is right.
WRONG = {
    "a link run that has no end": "MATCH (r:LinkRun) WHERE r.millis IS NULL RETURN r.runId AS what",
    "an edge of an unknown link run": """MATCH ()-[e:IS_SIMILAR_TO]->()
        WHERE NOT EXISTS { (r:LinkRun) WHERE r.runId = e.runId }
        RETURN DISTINCT e.runId AS what""",
    "a projection of GDS": "CALL gds.graph.list() YIELD graphName RETURN graphName AS what",
    "a photo in another colour than its album": """MATCH (p:Photo)-[:IN_ALBUM]->(a:Album)
        WHERE a.colour IS NOT NULL AND NOT 'AlbumColour' + a.colour IN labels(p)
        RETURN p.path AS what""",
    "copies of several runs": """MATCH ()-[e:COPY_OF]->() WITH collect(DISTINCT e.runId) AS runs
        WHERE size(runs) > 1 UNWIND runs AS what RETURN what""",
    "a photo linked with itself": "MATCH (p:Photo)-[:IS_SIMILAR_TO]->(p) RETURN p.path AS what",
}

OTHERS_AT_WORK = """SHOW TRANSACTIONS YIELD transactionId, currentQuery, connectionId
WHERE connectionId <> '' AND NOT currentQuery STARTS WITH 'SHOW TRANSACTIONS'
RETURN currentQuery AS query"""
