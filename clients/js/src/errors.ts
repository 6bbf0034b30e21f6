/** What an error may have beside its code and its text. */
export interface ErrorDetails {
  type?: string;
  remoteStack?: string;
  data?: unknown;
  cause?: unknown;
  /** False where connecting again would not help. */
  retry?: boolean;
}

/**
 * What a call failed with: an error of the host (`not_found`, `failed`, `timeout`, ...), or one of this end.
 *
 * Those of this end are `connection_failed` (nobody answered), `connection_lost` (the call was sent, and whether the host did it is not
 * known), `closed` (this client was closed, or has given up), `timeout`, `busy` (a limit of this client) and `launch_failed`.
 */
export class LiaisonError extends Error {
  /** What went wrong, for programs. */
  readonly code: string;
  /** The type of the exception at the host, e.g. `System.InvalidOperationException`; empty where there was none. */
  readonly type: string;
  /** What the host wrote of the error, with its stack trace where it tells that; empty where the error is of this end. */
  readonly remoteStack: string;
  /** What the host sent with the error; undefined where nothing. */
  readonly data: unknown;
  /** False where connecting again would not help. */
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

/** What of an error stands in a message. */
export interface ErrorParts {
  error?: unknown;
  code?: unknown;
  type?: unknown;
  message?: unknown;
  data?: unknown;
}

/** The error of a message. liaison-py sends its lines alone, the last of which is `Type: text`. */
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
