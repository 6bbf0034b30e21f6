import type { Frame } from "./frames.js";
import { type WriteOptions, writeArray, writeMessage, writeValue } from "./values.js";

/** The options of a call. */
export interface CallOptions {
  /** Arguments by name. */
  kwargs?: Record<string, unknown> | undefined;
  /** The time limit for the answer in milliseconds. It includes the time without a connection. By default there is no limit. */
  timeout?: number | undefined;
  /** Cancels the command, at the host too. The call then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Receives the progress reports of the command. */
  onProgress?(report: any): void;
  /**
   * Whether the host looks for references in the arguments, so that data that begins with `$` must be escaped. The default is true.
   * Set it to false for your own commands that take strings unchanged (`ResolveReferences = false`).
   */
  references?: boolean | undefined;
  /**
   * Whether the result of the command is bytes. They then arrive as one `Uint8Array`, whatever their number: a stream is read to its
   * end, and base64 text is decoded. Other results are unchanged. Without it, many bytes arrive as a stream. Not for `stream`.
   */
  bytes?: boolean | undefined;
  /** The W3C trace context that the call belongs to. */
  traceparent?: string | undefined;
}

// The built-in commands that take strings unchanged.
const literal = new Set(["get", "exists", "register", "store", "delete", "members", "cancel", "subscribe", "unsubscribe", "publish"]);

/** Writes the request of a call. */
export function writeRequest(
  id: number,
  command: string,
  args: readonly unknown[],
  options: CallOptions,
  isStream: boolean,
  attaches: boolean,
): Frame {
  const escape = (options.references ?? true) && !literal.has(command);
  const members = membersOf(options, isStream);
  return writeMessage(escape, attaches, (how) => {
    const kwargs = options.kwargs ? `,"kwargs":${writeNamed(options.kwargs, how)}` : "";
    const call = `{"command":${JSON.stringify(command)},"args":${writeArray(args, how)}${kwargs}}`;

    // With "echo": "id" the answer does not repeat the arguments.
    return `{"command":${call},"id":${id},"echo":"id"${members}}`;
  });
}

function membersOf(options: CallOptions, isStream: boolean): string {
  let json = "";
  if (options.timeout !== undefined) {
    json += `,"timeout":${options.timeout}`;
  }

  if (options.onProgress) {
    json += ',"progress":true';
  }

  if (isStream) {
    json += ',"stream":true';
  }

  if (options.traceparent) {
    json += `,"traceparent":${JSON.stringify(options.traceparent)}`;
  }

  return json;
}

/** Writes the message that cancels a call. No answer is requested. */
export function writeCancel(id: number): Frame {
  return `{"command":{"command":"cancel","args":[${id}]},"echo":"id"}`;
}

/** Writes a message about a call: `{"<name>": <value>, "tag": "<tag>", "evt": <evt>}`. */
export function writeAnswer(name: string, value: unknown, tag: string, evt: unknown, attaches: boolean): Frame {
  return writeMessage(false, attaches, (how) => `{"${name}":${writeValue(value, how)},"tag":"${tag}","evt":${JSON.stringify(evt)}}`);
}

// A named value may be a reference too. Undefined values are left out, so that the host uses its defaults.
function writeNamed(kwargs: Record<string, unknown>, how: WriteOptions): string {
  const members: string[] = [];
  for (const [name, value] of Object.entries(kwargs)) {
    if (value !== undefined) {
      const key = how.escape && name.startsWith("$") ? `$${name}` : name;
      members.push(`${JSON.stringify(key)}:${writeValue(value, how)}`);
    }
  }

  return `{${members.join(",")}}`;
}

/** Returns the same names with other values. */
export function named(kwargs: Record<string, unknown>, values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(Object.keys(kwargs).map((name, i) => [name, values[i]]));
}
