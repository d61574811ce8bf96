"""Meshes from numbers: grids, turned shapes, boxes, rocks, and copies of them."""

from collections.abc import Sequence
from typing import Any

import bmesh  # type: ignore
import bpy  # type: ignore
import numpy as np
from numpy.typing import NDArray

from .noise import Field, noise3
from .shot import Vec


def mesh(name: str, points: Field, faces: NDArray[np.int64], stuff: Any, soft: bool = True) -> Any:
    """A mesh of faces that all have the same number of corners."""
    made = bpy.data.meshes.new(name)
    count, corners = faces.shape
    made.vertices.add(len(points))
    made.vertices.foreach_set("co", points.astype(np.float32).ravel())
    made.loops.add(count * corners)
    made.loops.foreach_set("vertex_index", faces.astype(np.int32).ravel())
    made.polygons.add(count)
    made.polygons.foreach_set("loop_start", np.arange(count, dtype=np.int32) * corners)
    made.update(calc_edges=True)
    made.polygons.foreach_set("use_smooth", np.full(count, soft))
    made.materials.append(stuff)
    return made


def place(made: Any, at: Vec = (0, 0, 0), turn: Vec = (0, 0, 0), size: float | Vec = 1.0) -> Any:
    """Put a mesh into the scene; many places share one mesh."""
    thing = bpy.data.objects.new(made.name, made)
    thing.location, thing.rotation_euler = at, turn
    thing.scale = (size, size, size) if isinstance(size, int | float) else size
    bpy.context.scene.collection.objects.link(thing)
    return thing


def sheet(rows: int, columns: int, closed: bool = False) -> NDArray[np.int64]:
    """The quads of a rows x columns sheet of points; closed: its columns join up."""
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - (not closed)), indexing="ij")
    k, base = (j + 1) % columns, i * columns
    quads = np.stack([base + j, base + k, base + columns + k, base + columns + j], axis=-1)
    faces: NDArray[np.int64] = quads.reshape(-1, 4)
    return faces


def grid(name: str, x: Field, y: Field, z: Field, stuff: Any) -> Any:
    """Ground through the heights z over the meshgrid x, y ("xy" indexing)."""
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    return place(mesh(name, points, sheet(x.shape[0], x.shape[1]), stuff))


def paint(thing: Any, name: str, values: Field) -> None:
    """Give each point of a thing a number its material can ask for."""
    layer = thing.data.attributes.new(name, "FLOAT", "POINT")
    layer.data.foreach_set("value", values.astype(np.float32).ravel())


def spread(low: float, high: float, count: int, middle: float, tight: float) -> Field:
    """Numbers from low to high, closer together near middle the greater tight is."""
    ends = np.arcsinh((np.array([low, high]) - middle) * tight)
    steps: Field = np.sinh(np.linspace(ends[0], ends[1], count)) / tight + middle
    return steps


def lathe(name: str, profile: Sequence[tuple[float, float]], stuff: Any, parts: int = 96) -> Any:
    """A turned shape from (radius, height) pairs, bottom to top."""
    angle = np.linspace(0, 2 * np.pi, parts, endpoint=False)
    r, z = np.array(profile, dtype=float).T
    points = np.stack(
        [np.outer(r, np.cos(angle)), np.outer(r, np.sin(angle)), np.outer(z, np.ones(parts))], -1
    )
    return mesh(name, points.reshape(-1, 3), sheet(len(r), parts, closed=True), stuff)


def box(name: str, size: Vec, stuff: Any, bevel: float = 0.0) -> Any:
    """A box standing on z = 0, its edges rounded by bevel."""
    shape = bmesh.new()
    bmesh.ops.create_cube(shape, size=1.0)
    for corner in shape.verts:
        corner.co = [c * s for c, s in zip(corner.co, size, strict=True)]
        corner.co.z += size[2] / 2
    if bevel:
        bmesh.ops.bevel(shape, geom=shape.edges[:], offset=bevel, segments=3, affect="EDGES")
    made = bpy.data.meshes.new(name)
    shape.to_mesh(made)
    shape.free()
    made.materials.append(stuff)
    return made


def ball(detail: int) -> tuple[Field, NDArray[np.int64]]:
    """The points and triangles of an even unit ball."""
    shape = bmesh.new()
    bmesh.ops.create_icosphere(shape, subdivisions=detail, radius=1.0)
    points = np.array([v.co[:] for v in shape.verts])
    faces = np.array([[v.index for v in f.verts] for f in shape.faces])
    shape.free()
    return points, faces


def rock(name: str, seed: int, stuff: Any, detail: int = 5, rugged: float = 1.0) -> Any:
    """A stone about 1 m in radius: rugged 0 is a smooth pebble, 1 a broken rock."""
    points, faces = ball(detail)
    lumps = 0.22 * noise3(points * 1.1 + 40, seed)
    for octave in range(5):
        crease = 1 - 2 * np.abs(noise3(points * 1.7 * 2**octave + 50, seed + octave))
        lumps += rugged * 0.2 * crease * 0.52**octave
    # Cutting flat faces makes a broken rock out of a ball.
    cuts = np.random.default_rng(seed).normal(size=(14, 3))
    cuts /= np.linalg.norm(cuts, axis=1, keepdims=True)
    points = points * (1 + lumps)[:, None]
    for cut in cuts if rugged else ():
        over = np.maximum(points @ cut - 0.72, 0)
        points = points - 0.8 * rugged * over[:, None] * cut
    return mesh(name, points, faces, stuff)
