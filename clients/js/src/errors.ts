/** Further properties of an error, in addition to its code and its text. */
export interface ErrorDetails {
  type?: string;
  remoteStack?: string;
  data?: unknown;
  cause?: unknown;
  /** False if connecting again would not help. */
  retry?: boolean;
}

/**
 * The error of a failed call: an error of the host (`not_found`, `failed`, `timeout`, ...), or one of this end.
 *
 * The codes of this end are `connection_failed` (no host answered), `connection_lost` (the call was sent, but it is not known
 * whether the host has run it), `closed` (this client was closed, or has given up), `timeout`, `busy` (a limit of this client) and
 * `launch_failed`.
 */
export class LiaisonError extends Error {
  /** The code of the error, for programs. */
  readonly code: string;
  /** The type of the exception at the host, e.g. `System.InvalidOperationException`; empty if there was none. */
  readonly type: string;
  /** The host's text of the error, with the stack trace if the host sends it; empty for an error of this end. */
  readonly remoteStack: string;
  /** The data that the host sent with the error, or undefined. */
  readonly data: unknown;
  /** False if connecting again would not help. */
  readonly retry: boolean;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "LiaisonError";
    this.code = code;
    this.type = details.type ?? "";
    this.remoteStack = details.remoteStack ?? "";
    this.data = details.data;
    this.retry = details.retry ?? true;
  }
}

/** The parts of an error in a message. */
export interface ErrorParts {
  error?: unknown;
  code?: unknown;
  type?: unknown;
  message?: unknown;
  data?: unknown;
}

/** Creates the error of a message. liaison-py sends only lines; the last one is `Type: text`. */
export function remoteError(parts: ErrorParts): LiaisonError {
  const lines = Array.isArray(parts.error) ? parts.error.map(String) : [];
  const last = (lines.at(-1) ?? "").trimEnd();
  const [, type = "", text = last] = /^([\w.+`]+): ([^]*)$/.exec(last) ?? [];
  return new LiaisonError(textOr(parts.code, "failed"), textOr(parts.message, text), {
    type: textOr(parts.type, type),
    remoteStack: lines.join(""),
    data: parts.data,
  });
}

function textOr(value: unknown, other: string): string {
  return typeof value === "string" ? value : other;
}
