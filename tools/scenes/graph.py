"""A short way to write shader node graphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bpy  # type: ignore

Color = tuple[float, float, float]
Stops = Sequence[tuple[float, Color]]


@dataclass(frozen=True)
class Haze:
    """Air between the camera and things: its colour and how soon it hides them."""

    color: Color
    density: float  # per metre
    layer: float = 0.0  # height of a fog bank; 0: the same at all heights


class Graph:
    """Adds nodes to one tree; the methods give sockets and take sockets or values."""

    def __init__(self, tree: Any, world: bool = False) -> None:
        self.tree, self.world = tree, world
        tree.nodes.clear()

    def add(self, kind: str, values: dict[Any, Any], **settings: Any) -> Any:
        """Add a node, set it, and link or set its inputs."""
        node = self.tree.nodes.new("ShaderNode" + kind)
        for key, setting in settings.items():
            setattr(node, key, setting)
        for key, value in values.items():
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, node.inputs[key])
            elif value is not None:
                wide = node.inputs[key].type == "RGBA" and len(value) == 3
                node.inputs[key].default_value = (*value, 1.0) if wide else value
        return node

    def point(self, kind: str = "Object") -> Any:
        """Where the shaded point is, in its object's own space by default."""
        return self.add("TexCoord", {}).outputs[kind]

    def world_point(self) -> Any:
        """Where the shaded point is in the world."""
        return self.add("NewGeometry", {}).outputs["Position"]

    def per_object(self) -> Any:
        """A number 0..1 that differs from object to object."""
        return self.add("ObjectInfo", {}).outputs["Random"]

    def attribute(self, name: str) -> Any:
        """A number painted on the mesh."""
        return self.add("Attribute", {}, attribute_name=name).outputs[2]

    def stretch(self, vector: Any, by: Color) -> Any:
        """The vector with each axis scaled."""
        return self.add("VectorMath", {0: vector, 1: by}, operation="MULTIPLY").outputs[0]

    def split(self, vector: Any) -> Any:
        """The x, y and z of a vector."""
        return self.add("SeparateXYZ", {0: vector}).outputs

    def noise(self, vector: Any, scale: float, detail: float = 5, warp: float = 0) -> Any:
        """Fractal noise, 0..1."""
        values = {"Vector": vector, "Scale": scale, "Detail": detail, "Distortion": warp}
        return self.add("TexNoise", values).outputs[0]

    def cells(self, vector: Any, scale: float, feature: str = "F1") -> Any:
        """Distance to the nearest of many random points."""
        values = {"Vector": vector, "Scale": scale}
        return self.add("TexVoronoi", values, feature=feature).outputs[0]

    def dice(self, vector: Any) -> Any:
        """A random number 0..1 for each exact vector."""
        return self.add("TexWhiteNoise", {"Vector": vector}).outputs[0]

    def math(self, kind: str, a: Any, b: Any = 0.0, clamp: bool = False) -> Any:
        """One arithmetic step."""
        return self.add("Math", {0: a, 1: b}, operation=kind, use_clamp=clamp).outputs[0]

    def ramp(self, factor: Any, stops: Stops) -> Any:
        """A colour for each value of factor."""
        node = self.add("ValToRGB", {0: factor})
        elements = node.color_ramp.elements
        for i, (place, color) in enumerate(stops):
            element = elements[i] if i < 2 else elements.new(place)
            element.position, element.color = place, (*color, 1.0)
        return node.outputs[0]

    def mask(self, factor: Any, low: float, high: float) -> Any:
        """0 below low, 1 above high; swap them to turn it round."""
        values = {0: factor, 1: low, 2: high}
        return self.add("MapRange", values, interpolation_type="SMOOTHSTEP").outputs[0]

    def mix(self, factor: Any, a: Any, b: Any, blend: str = "MIX") -> Any:
        """Two colours mixed."""
        values = {0: factor, 6: a, 7: b}
        return self.add("Mix", values, data_type="RGBA", blend_type=blend).outputs[2]

    def bump(self, height: Any, depth: float, under: Any = None) -> Any:
        """A normal bent as if the surface were height * depth metres high."""
        return self.add("Bump", {"Height": height, "Distance": depth, "Normal": under}).outputs[0]

    def surface(self, color: Any, rough: Any, normal: Any = None, **more: Any) -> Any:
        """The all-round material; `more` names further inputs, _ for a space."""
        values = {"Base Color": color, "Roughness": rough, "Normal": normal}
        values |= {key.replace("_", " "): value for key, value in more.items()}
        return self.add("BsdfPrincipled", values).outputs[0]

    def glow(self, color: Any, strength: Any) -> Any:
        """A surface that gives off light."""
        return self.add("Emission", {0: color, 1: strength}).outputs[0]

    def blend(self, factor: Any, a: Any, b: Any) -> Any:
        """Two shaders mixed."""
        return self.add("MixShader", {0: factor, 1: a, 2: b}).outputs[0]

    def finish(self, shader: Any, haze: Haze | None = None) -> None:
        """Make the shader the tree's result, seen through haze."""
        if haze is not None:
            far = self.add("CameraData", {}).outputs["View Distance"]
            depth: Any = self.math("MULTIPLY", far, -haze.density)
            if haze.layer:
                high = self.math("MULTIPLY", self.split(self.world_point())[2], -1 / haze.layer)
                depth = self.math("MULTIPLY", depth, self.math("EXPONENT", high))
                # Fog drifts in banks; taken by direction, so that it never thins further out.
                ray = self.add("CameraData", {}).outputs["View Vector"]
                bank = self.noise(self.stretch(ray, (3.0, 7.0, 3.0)), 1.6, 4)
                bank = self.math("MULTIPLY", self.mask(bank, 0.34, 0.68), 0.6)
                depth = self.math("MULTIPLY", depth, self.math("ADD", bank, 0.6))
            clear = self.math("EXPONENT", depth)
            shader = self.blend(clear, self.glow(haze.color, 1.0), shader)
        self.add("OutputWorld" if self.world else "OutputMaterial", {0: shader})


def material(name: str) -> tuple[Any, Graph]:
    """A new material and the graph to fill."""
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    return made, Graph(made.node_tree)
