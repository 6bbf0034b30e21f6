import { type Frame, pack } from "./frames.js";
import { type WriteOptions, writeArray, writeValue } from "./values.js";

/** What a call may be told beside its arguments. */
export interface CallOptions {
  /** Arguments by name. */
  kwargs?: Record<string, unknown> | undefined;
  /** How long the answer may take, in milliseconds, the time without a connection included. For ever unless given. */
  timeout?: number | undefined;
  /** Cancels the command, at the host too. The call then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Takes what the command reports before it ends. */
  onProgress?(report: any): void;
  /**
   * Whether the host looks for references in the arguments, so that data that begins with `$` has to be escaped. True unless given. Set it to
   * false for a command of your own that takes its strings as they are (`ResolveReferences = false`).
   */
  references?: boolean | undefined;
  /** The W3C trace context that the call belongs to. */
  traceparent?: string | undefined;
}

// The built-in commands whose strings are taken as they are.
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
  const attachments: Uint8Array[] = [];
  const how = { escape: (options.references ?? true) && !literal.has(command), attachments: attaches ? attachments : undefined };
  let json = `{"command":{"command":${JSON.stringify(command)},"args":${writeArray(args, how)}`;
  if (options.kwargs) {
    json += `,"kwargs":${writeNamed(options.kwargs, how)}`;
  }

  // With the id alone the arguments do not come back.
  json += `},"id":${id},"echo":"id"`;
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

  json += "}";
  return attachments.length > 0 ? pack(json, attachments) : json;
}

/** Writes what cancels a call; its answer is not asked for. */
export function writeCancel(id: number): Frame {
  return `{"command":{"command":"cancel","args":[${id}]},"echo":"id"}`;
}

/** Writes a message about a call: `{"<name>": <value>, "tag": "<tag>", "evt": <evt>}`. */
export function writeAnswer(name: string, value: unknown, tag: string, evt: unknown, attaches: boolean): Frame {
  const attachments: Uint8Array[] = [];
  const how = { escape: false, attachments: attaches ? attachments : undefined };
  const json = `{"${name}":${writeValue(value, how)},"tag":"${tag}","evt":${JSON.stringify(evt)}}`;
  return attachments.length > 0 ? pack(json, attachments) : json;
}

// A name may be a reference as well. One whose value is undefined is left out, so that the host takes its default.
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
