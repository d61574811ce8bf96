"""``imagededup_pairs.py PHOTOS METHOD THRESHOLD``: what imagededup calls duplicates, as JSON.

METHOD is PHash or DHash, with the largest distance of two hashes, or CNN, with the least cosine.
"""

from __future__ import annotations

import json
import sys
import time
from urllib.error import URLError

from imagededup import methods


def main() -> None:
    """Prints the pairs and the seconds: of decoding, hashing and comparing, imports left out."""
    photos, method, threshold = sys.argv[1:]
    finder = _finder(method)
    name = "min_similarity_threshold" if method == "CNN" else "max_distance_threshold"
    limit = float(threshold) if method == "CNN" else int(threshold)
    started = time.perf_counter()
    found = finder.find_duplicates(image_dir=photos, recursive=True, **{name: limit})
    seconds = time.perf_counter() - started
    pairs = [(path, other) for path, others in found.items() for other in others]
    print(json.dumps({"pairs": pairs, "seconds": seconds}))


def _finder(method: str) -> methods.CNN | methods.PHash | methods.DHash:
    try:
        return getattr(methods, method)(verbose=False)
    except URLError as error:
        sys.exit(f"the weights of its network cannot be downloaded: {error.reason}")


if __name__ == "__main__":
    main()
