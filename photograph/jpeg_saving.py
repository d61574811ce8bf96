"""How a JPEG was saved: kept beside its pixels, and done to another picture."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

_KEPT_AS = "how_saved"  # in `info` of a picture
_MODES = ("RGB", "L")
_COARSEST = 255  # of a baseline JPEG (ITU-T T.81, B.2.4.1)


def keep_how_saved(picture: Image.Image, opened: Image.Image) -> None:
    """Keeps how a JPEG was saved with its pixels, if these are all of them as they lie there.

    Parameters
    ----------
    opened: the file from which the picture was made.
    """
    if not isinstance(opened, JpegImageFile) or opened.mode not in _MODES:
        return
    tables = opened.quantization
    # libjpeg warns of coarser ones on the terminal where they are saved.
    if opened.size == picture.size and max(map(max, tables.values())) <= _COARSEST:
        picture.info[_KEPT_AS] = (tables, get_sampling(opened))


def saved_like(picture: Image.Image, poor: Image.Image) -> Image.Image | None:
    """An RGB picture with what the other one's JPEG lost; None where that is none of its size.

    The same steps of each frequency lose the same, so of one picture the two are nearly equal.
    """
    how = poor.info.get(_KEPT_AS)
    if how is None or picture.size != poor.size:
        return None
    tables, sampling = how
    saved = BytesIO()
    picture.save(saved, "JPEG", qtables=tables, subsampling=sampling)
    with Image.open(saved) as reread:
        return reread.convert("RGB")
