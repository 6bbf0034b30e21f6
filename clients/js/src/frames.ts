/** One message of a channel: text, or bytes. */
export type Frame = string | Uint8Array;

// The layout of a frame with attachments: "LSN1", the length of the JSON, the JSON, then the length and the bytes of each attachment.
// Lengths are uint32, little endian.
const magic = 0x314e534c;
const headBytes = 8;
const lengthBytes = 4;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Writes a message with attachments into one frame. */
export function pack(json: string, attachments: readonly Uint8Array[]): Uint8Array {
  const text = encoder.encode(json);
  const length = attachments.reduce((sum, bytes) => sum + lengthBytes + bytes.length, headBytes + text.length);
  const frame = new Uint8Array(length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, text.length, true);
  frame.set(text, headBytes);
  let position = headBytes + text.length;
  for (const bytes of attachments) {
    view.setUint32(position, bytes.length, true);
    frame.set(bytes, position + lengthBytes);
    position += lengthBytes + bytes.length;
  }

  return frame;
}

/** Adds a member to the JSON of a message. A frame that is no message, such as one of a stream, is returned as it is. */
export function withMember(frame: Frame, member: string): Frame {
  if (typeof frame === "string") {
    return `${frame.slice(0, -1)},${member}}`;
  }

  if (!isMessage(frame)) {
    return frame;
  }

  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const length = view.getUint32(4, true);
  const added = encoder.encode(`,${member}`);
  const longer = new Uint8Array(frame.length + added.length);
  const end = headBytes + length - 1; // before the last brace
  longer.set(frame.subarray(0, end));
  longer.set(added, end);
  longer.set(frame.subarray(end), end + added.length);
  new DataView(longer.buffer).setUint32(4, length + added.length, true);
  return longer;
}

/** Whether a frame is a message: text, or JSON with attachments. */
export function isMessage(frame: Frame): boolean {
  return (
    typeof frame === "string" ||
    (frame.length >= headBytes && new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0, true) === magic)
  );
}

/** Reads the message of a frame. Its attachments are in their places, and point into the frame. Throws if the frame is not valid. */
export function unpack(frame: Frame): unknown {
  if (typeof frame === "string") {
    return JSON.parse(frame);
  }

  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (!isMessage(frame)) {
    return JSON.parse(decoder.decode(frame));
  }

  let position = 4;
  const take = () => {
    const start = position + lengthBytes;
    position = start + view.getUint32(position, true);
    if (position > frame.length) {
      throw new RangeError("The frame is shorter than its lengths say.");
    }

    // Not frame.subarray, because a Buffer's subarray is a Buffer.
    return new Uint8Array(frame.buffer, frame.byteOffset + start, position - start);
  };
  const message: unknown = JSON.parse(decoder.decode(take()));
  const attachments: Uint8Array[] = [];
  while (position < frame.length) {
    attachments.push(take());
  }

  return attachments.length > 0 ? place(message, attachments) : message;
}

function place(value: unknown, attachments: readonly Uint8Array[]): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }

  const members = value as Record<string, unknown>;
  const names = Object.keys(members);
  if (names.length === 1 && names[0] === "$attachment" && !Array.isArray(value)) {
    const index = members.$attachment;
    return (Number.isInteger(index) ? attachments[index as number] : undefined) ?? value;
  }

  for (const name of names) {
    const member = members[name];
    if (typeof member === "object" && member !== null) {
      members[name] = place(member, attachments);
    }
  }

  return value;
}
