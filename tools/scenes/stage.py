"""The empty stage, the camera and the sky: what every scene needs."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

import bpy  # type: ignore
from mathutils import Vector  # type: ignore

from .graph import Color, Graph
from .shot import Shot, Vec


@dataclass(frozen=True)
class Sky:
    """Light from a sky; the sun stands at azimuth degrees clockwise from +y."""

    height: float
    azimuth: float
    sky: float = 0.1  # strength of the blue sky
    sun: float = 3.0
    sun_color: Color = (1.0, 0.93, 0.83)
    soft: float = 0.6  # degrees the sun is wide; more where thin cloud hides it
    clouds: float = 0.0  # 0 none, 1 overcast
    cloud_light: Color = (0.9, 0.9, 0.92)
    cloud_dark: Color = (0.35, 0.38, 0.44)
    cloud_scale: float = 1.2
    shift: float = 0.0  # slides the clouds, so that no two skies are alike
    dust: float = 1.0
    horizon: Color | None = None  # colour of a hazy band above the horizon


def empty() -> None:
    """Clear everything."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.world = bpy.data.worlds.new("world")
    bpy.context.scene.world.use_nodes = True


def setup(shot: Shot, width: int, height: int, samples: int) -> None:
    """Set how the picture is computed and developed."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = width, height
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.seed = "CPU", samples, 1
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.05
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 5, 2, 3
    cycles.transparent_max_bounces = 8
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4.0
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = "AgX - Medium High Contrast"
    scene.view_settings.exposure = shot.exposure


def camera(shot: Shot) -> None:
    """Stand the camera where the shot says."""
    lens = bpy.data.cameras.new("camera")
    lens.lens, lens.clip_end = shot.lens, 50000
    lens.clip_start = 0.01
    if shot.focus:
        lens.dof.use_dof, lens.dof.focus_distance = True, shot.focus
        lens.dof.aperture_fstop = shot.fstop
    thing = bpy.data.objects.new("camera", lens)
    thing.location = shot.eye
    thing.rotation_euler = (
        (Vector(shot.look) - Vector(shot.eye)).to_track_quat("-Z", "Y").to_euler()
    )
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def lamp(kind: str, at: Vec, to: Vec, power: float, color: Color, size: float = 0.01) -> Any:
    """A lamp at one place that shines toward another."""
    light = bpy.data.lights.new("lamp", kind)
    light.energy, light.color = power, color
    if kind == "SUN":
        light.angle = size
    elif kind == "AREA":
        light.size = size
    else:
        light.shadow_soft_size = size
    thing = bpy.data.objects.new("lamp", light)
    thing.location = at
    thing.rotation_euler = (Vector(to) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)
    return thing


def _clouds(g: Graph, sky: Sky, color: Any) -> Any:
    """The sky colour with clouds in front, drawn on a flat layer overhead."""
    x, y, z = g.split(g.point("Generated"))
    over = g.math("ADD", g.math("MAXIMUM", z, 0.0), 0.12)
    flat = {0: g.math("DIVIDE", x, over), 1: g.math("DIVIDE", y, over), 2: sky.shift}
    place = g.add("CombineXYZ", flat).outputs[0]
    shape = g.noise(place, sky.cloud_scale, 9, 0.3)
    edge = 0.72 - 0.42 * sky.clouds
    cover = g.mask(shape, edge, edge + 0.16)
    shade = g.mask(g.noise(place, sky.cloud_scale * 1.7, 6), 0.35, 0.65)
    tint = g.mix(shade, sky.cloud_dark, sky.cloud_light)
    cover = g.math("MULTIPLY", cover, g.mask(z, 0.0, 0.12 - 0.1 * sky.clouds))
    return g.mix(cover, color, tint)


def _band(g: Graph, color: Any, tint: Color) -> Any:
    """The sky colour with a hazy band along the horizon."""
    z = g.split(g.point("Generated"))[2]
    return g.mix(g.math("MULTIPLY", g.mask(z, 0.22, -0.02), 0.85), color, tint)


def light(sky: Sky) -> None:
    """Fill the world with the sky and hang up its sun."""
    g = Graph(bpy.context.scene.world.node_tree, world=True)
    node = g.add("TexSky", {}, sky_type="MULTIPLE_SCATTERING", sun_disc=False)
    node.sun_elevation, node.sun_rotation = radians(sky.height), radians(sky.azimuth)
    node.aerosol_density = sky.dust
    color = g.mix(1.0, node.outputs[0], (sky.sky, sky.sky, sky.sky), "MULTIPLY")
    if sky.clouds:
        color = _clouds(g, sky, color)
    if sky.horizon:
        color = _band(g, color, sky.horizon)
    g.finish(g.add("Background", {0: color, 1: 1.0}).outputs[0])
    up, turn = radians(sky.height), radians(sky.azimuth)
    at = (cos(up) * sin(turn), cos(up) * cos(turn), sin(up))
    if sky.sun:
        lamp("SUN", at, (0, 0, 0), sky.sun, sky.sun_color, radians(sky.soft))
