// Messages with bytes: "LSN1", the length of the JSON, the JSON, then the length and the bytes of each attachment.

const magic = Buffer.from("LSN1");

/** Writes a message. Each Uint8Array in it becomes an attachment. */
export function pack(message: unknown): Buffer<ArrayBuffer> {
  const parts: Uint8Array[] = [new Uint8Array()];
  const json = JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Uint8Array ? { $attachment: parts.push(value) - 2 } : value,
  );
  parts[0] = Buffer.from(json);
  return Buffer.concat([magic, ...parts.flatMap((part) => [lengthOf(part), part])]);
}

/** Reads a message. A message without bytes is text. */
export function unpack(frame: string | ArrayBuffer): unknown {
  const bytes = Buffer.from(frame as ArrayBuffer);
  if (!bytes.subarray(0, magic.length).equals(magic)) {
    return JSON.parse(bytes.toString());
  }

  const parts: Buffer[] = [];
  for (let position = magic.length; position < bytes.length;) {
    const start = position + 4;
    position = start + bytes.readUInt32LE(position);
    parts.push(bytes.subarray(start, position));
  }

  return JSON.parse(String(parts[0]), (_key, value: { $attachment?: number } | null) =>
    value?.$attachment === undefined ? value : new Uint8Array(parts[value.$attachment + 1] ?? []),
  );
}

function lengthOf(part: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(part.length);
  return length;
}
