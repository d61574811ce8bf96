"""Render the sample photos of ``photos/``.

    pip install bpy pillow numpy
    python tools/render.py [--only SCENE] [--quick]

bpy is Blender as a Python module; it needs the Python version its wheel names. The code in
scenes/ makes all shapes, materials and light, from fixed seeds; shots.toml lists the photos.
They are committed, so nobody needs to run this to use them. It writes only the photos it names.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

import bpy  # type: ignore
from PIL import Image
from scenes import cabin, cairn, city, coast, dunes, finish, lake, lemons, pines, stage
from scenes.shot import Shot, shots

HERE = Path(__file__).resolve().parent
PHOTOS = HERE.parent / "photos"
SCENES: dict[str, ModuleType] = {
    scene.__name__.rpartition(".")[2]: scene
    for scene in (lake, dunes, pines, city, coast, lemons, cabin, cairn)
}
SAMPLES = 11
# Real collections hold these too: the same file twice, and a small copy sent by a friend.
EXACT_COPY = ("pebble-cairn-01", "pebble-cairn-01 (1)")
SMALL_COPY = ("alpine-lake-01", "alpine-lake-01-small")


def render(shot: Shot, quick: bool) -> Image.Image:
    """Build the scene in the shot's light and take the picture."""
    stage.empty()
    SCENES[shot.scene].build(shot)
    stage.camera(shot)
    scale = 0.4 if quick else 1.0
    width, height = (round(side * scale) for side in shot.size)
    stage.setup(shot, width, height, 12 if quick else SAMPLES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shot.png"
        bpy.context.scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)
        with Image.open(path) as picture:
            return picture.convert("RGB")


def copies(folder: Path) -> None:
    """Make the two copies of photos, where their originals are there."""
    for (name, twin), small in ((EXACT_COPY, False), (SMALL_COPY, True)):
        source, target = folder / f"{name}.jpg", folder / f"{twin}.jpg"
        if small and source.exists():
            finish.shrink(source, target, 512, 60)
        elif source.exists():
            shutil.copyfile(source, target)


def main() -> None:
    """Render all photos, or those whose name starts with --only."""
    parser = argparse.ArgumentParser(description="Render the sample photos.")
    parser.add_argument("--only", default="", help="start of the names of the photos to render")
    parser.add_argument("--quick", action="store_true", help="small and rough, for a look")
    parser.add_argument("--out", type=Path, default=PHOTOS, help="folder for the photos")
    options = parser.parse_args()
    for shot in shots(HERE / "shots.toml"):
        if shot.name.startswith(options.only):
            start = time.monotonic()
            picture = finish.develop(render(shot, options.quick), shot)
            path = finish.save(picture, shot, options.out)
            print(f"{path.name} {time.monotonic() - start:.0f} s", file=sys.stderr)
    copies(options.out)


if __name__ == "__main__":
    main()
