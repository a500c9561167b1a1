// Reads the scene: binary glTF as Enthesis writes it. Points stay in LPS millimetres.
const JSON_PART = 0x4e4f534a;
const SIZES = { SCALAR: 1, VEC3: 3 };

export function readScene(buffer) {
  const view = new DataView(buffer);
  const length = view.getUint32(12, true);
  if (view.getUint32(16, true) !== JSON_PART) throw new Error("This is no scene.");
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 20, length)));
  const start = 20 + length + 8;
  const numbers = (index) => {
    const accessor = head.accessors[index];
    const offset = start + head.bufferViews[accessor.bufferView].byteOffset;
    const Kind = accessor.componentType === 5126 ? Float32Array : Uint32Array;
    return new Kind(buffer, offset, accessor.count * SIZES[accessor.type]);
  };
  return head.nodes.slice(1).map((node) => {
    const part = head.meshes[node.mesh].primitives[0];
    return {
      name: node.name,
      kind: node.extras.kind,
      role: node.extras.role ?? node.extras.kind,
      target: node.extras.target ?? "",
      colour: head.materials[part.material].pbrMetallicRoughness.baseColorFactor,
      points: numbers(part.attributes.POSITION),
      normals: numbers(part.attributes.NORMAL),
      triangles: numbers(part.indices),
    };
  });
}
