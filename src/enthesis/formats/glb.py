"""Binary glTF 2.0, as little of it as a scene of coloured surfaces needs."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Colour = tuple[float, float, float, float]

_FLOAT, _UNSIGNED = 5126, 5125
_VERTICES, _INDICES = 34962, 34963


class Glb:
    """A scene that is being put together: add materials and surfaces, then take its bytes."""

    def __init__(self, name: str, matrix: npt.NDArray[np.float64], extras: Mapping[str, Any]) -> None:
        """Begin a scene whose nodes stand under one root with this 4x4 matrix."""
        self._buffer = bytearray()
        self._materials: dict[str, int] = {}
        self._tables: dict[str, list[dict[str, Any]]] = {
            "accessors": [],
            "bufferViews": [],
            "materials": [],
            "meshes": [],
            "nodes": [
                {"name": name, "matrix": matrix.T.ravel().tolist(), "children": [], "extras": dict(extras)}
            ],
        }

    def material(self, name: str, colour: Colour) -> int:
        """Give the number of a material, adding it when it is new; less than full opacity is see-through."""
        if name not in self._materials:
            self._materials[name] = len(self._tables["materials"])
            self._tables["materials"].append(
                {
                    "name": name,
                    "alphaMode": "BLEND" if colour[3] < 1 else "OPAQUE",
                    "doubleSided": False,
                    "pbrMetallicRoughness": {
                        "baseColorFactor": [*(_linear(band) for band in colour[:3]), colour[3]],
                        "metallicFactor": 0.0,
                        "roughnessFactor": 0.8,
                    },
                }
            )
        return self._materials[name]

    def add(
        self,
        name: str,
        material: int,
        points: npt.NDArray[np.float32],
        normals: npt.NDArray[np.float32],
        triangles: npt.NDArray[np.uint32],
        extras: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a surface: ``points`` and ``normals`` (N, 3), ``triangles`` (M, 3)."""
        place = self._accessor(points.astype("<f4"), _FLOAT, "VEC3", _VERTICES)
        self._tables["accessors"][place] |= {
            "min": points.min(axis=0).astype(float).tolist(),
            "max": points.max(axis=0).astype(float).tolist(),
        }
        turned = self._accessor(normals.astype("<f4"), _FLOAT, "VEC3", _VERTICES)
        corners = self._accessor(triangles.astype("<u4").ravel(), _UNSIGNED, "SCALAR", _INDICES)
        self._tables["meshes"].append(
            {
                "name": name,
                "primitives": [
                    {
                        "attributes": {"POSITION": place, "NORMAL": turned},
                        "indices": corners,
                        "material": material,
                    }
                ],
            }
        )
        nodes = self._tables["nodes"]
        nodes[0]["children"].append(len(nodes))
        nodes.append({"name": name, "mesh": len(self._tables["meshes"]) - 1, "extras": dict(extras or {})})

    def content(self) -> bytes:
        """Give the file."""
        head = {
            "asset": {"version": "2.0", "generator": "Enthesis"},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "buffers": [{"byteLength": len(self._buffer)}],
            **{name: table for name, table in self._tables.items() if table},
        }
        text = _padded(json.dumps(head, separators=(",", ":")).encode(), b" ")
        binary = _padded(bytes(self._buffer), b"\0")
        whole = 12 + 8 + len(text) + 8 + len(binary)
        return b"".join(
            (
                struct.pack("<4sII", b"glTF", 2, whole),
                struct.pack("<I4s", len(text), b"JSON"),
                text,
                struct.pack("<I4s", len(binary), b"BIN\0"),
                binary,
            )
        )

    def _accessor(self, values: npt.NDArray[np.generic], component: int, kind: str, target: int) -> int:
        content = values.tobytes()
        views, accessors = self._tables["bufferViews"], self._tables["accessors"]
        views.append(
            {"buffer": 0, "byteOffset": len(self._buffer), "byteLength": len(content), "target": target}
        )
        accessors.append(
            {"bufferView": len(views) - 1, "componentType": component, "count": len(values), "type": kind}
        )
        self._buffer += _padded(content, b"\0")
        return len(accessors) - 1


def _linear(band: float) -> float:
    """Turn a colour as screens are told it into light, which is what glTF counts."""
    return float(band / 12.92 if band <= 0.04045 else ((band + 0.055) / 1.055) ** 2.4)


def _padded(content: bytes, fill: bytes) -> bytes:
    """Fill up to a multiple of four, as every part of the file must be."""
    return content + fill * (-len(content) % 4)
