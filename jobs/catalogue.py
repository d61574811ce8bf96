"""The list of all jobs. To add one, write its Cypher files and describe it here."""

from __future__ import annotations

from photograph.jobs.job import Job, JobStep

_BEGIN = JobStep("link/begin_run")
_DELETE_STALE = JobStep("link/delete_stale_edges", batches=True)
_PRUNE = JobStep("link/prune_beyond_top_k", batches=True)
_PROJECT = JobStep("link/project_photos")
_PROJECT_BLOCK = JobStep("link/project_block")
_AFTER_BLOCKS = (_PRUNE, _DELETE_STALE, JobStep("link/count_edges"))
_FIND = JobStep("link/find_nearest", watched="Searching")
_BOTH = JobStep("link/count_for_both_ends")
_MERGE = JobStep("link/merge_nearest", batches=True)
_DROP = JobStep("link/drop_projection")

LINK_ALL = Job(
    name="link-all",
    title="Links each photo with its top k, by gds.knn over all embeddings.",
    prepare=(_BEGIN, _PROJECT),
    search=(_FIND, _BOTH, JobStep("link/ask_whether_first"), _MERGE),
    finish=(_DELETE_STALE,),
    always=(_DROP,),
    reports=("edges", "pairsConsidered", "removed"),
)

LINK_NEW = Job(
    name="link-new",
    title="Links photos that are new since the last run, through the vector index.",
    prepare=(_BEGIN,),
    search=(JobStep("link/merge_new", batches=True), _PRUNE),
    plugins=(),
    reads=(),
    reports=("merged", "pruned"),
)

LINK_BLOCKS = Job(
    name="link-blocks",
    title="Links photos near in time and place, by gds.knn over one block at a time.",
    prepare=(_BEGIN,),
    search=(
        _PROJECT_BLOCK,
        _FIND,
        _BOTH,
        JobStep("link/merge_nearest_that_fit", batches=True),
        _DROP,
    ),
    finish=_AFTER_BLOCKS,
    always=(_DROP,),
    reports=("edges", "pairsConsidered", "removed"),
)

LINK_CLUSTERS = Job(
    name="link-clusters",
    title="Links photos by gds.knn over one cluster at a time, if not all fit into the memory.",
    prepare=(_BEGIN,),
    search=(_PROJECT_BLOCK, _FIND, _BOTH, _MERGE, _DROP),
    finish=_AFTER_BLOCKS,
    always=(_DROP,),
    reports=("edges", "pairsConsidered", "removed"),
)

LINK_LABELS = Job(
    name="link-labels",
    title="Links photos by the scores of their labels, by gds.nodeSimilarity.",
    prepare=(_BEGIN, JobStep("link/project_labels")),
    search=(JobStep("link/merge_by_labels", batches=True),),
    finish=(_DELETE_STALE,),
    always=(_DROP,),
    reads=(),
    reports=("edges", "removed"),
)

EXPLAIN = Job(
    name="explain",
    title="Counts the edges that each cutoff would keep; writes nothing.",
    prepare=(_PROJECT,),
    search=(JobStep("link/explain_nearest", watched="Searching"),),
    always=(_DROP,),
    reports=("cutoff", "edges", "linked"),
)

SIMILARITY_GRAPH = Job(
    name="similarity-graph",
    title="Keeps the edges in memory, weighted by cosine³, for similar --through-graph.",
    search=(JobStep("rank/project_similarities"), JobStep("rank/add_degrees")),
    reports=("photos",),
)

ALBUMS = Job(
    name="albums",
    title="Finds communities of photos, by Leiden; writes nothing.",
    prepare=(
        JobStep("albums/project_edges"),
        JobStep("albums/find_communities", watched="Gathering"),
    ),
    search=(
        JobStep("albums/list_members", streams="Reading photos"),
        JobStep("albums/list_links", streams="Reading links"),
    ),
    always=(_DROP,),
    reports=("photos", "communities", "modularity"),
)

JOBS = (
    LINK_ALL,
    LINK_NEW,
    LINK_BLOCKS,
    LINK_CLUSTERS,
    LINK_LABELS,
    EXPLAIN,
    SIMILARITY_GRAPH,
    ALBUMS,
)
