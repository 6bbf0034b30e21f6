import type { Refusal } from "../bridge.js";
import type { Channel, Connector } from "../channel.js";
import { LiaisonError } from "../errors.js";
import { messages } from "./messages.js";

/** The part of Electron's `WebContents` that is used. */
export interface WindowContents {
  send(channel: string, ...args: any[]): void;
  on(event: any, listener: () => void): unknown;
  isDestroyed(): boolean;
}

interface WindowLink {
  readonly attempt: AbortController;
  channel: Channel | undefined;
}

/** The connections of one window to the back end. */
export class WindowLinks {
  readonly #contents: WindowContents;
  readonly #backend: Connector;
  readonly #maxConnections: number;
  readonly #links = new Map<string, WindowLink>();

  /** @param maxConnections How many connections the window may have. */
  constructor(contents: WindowContents, backend: Connector, maxConnections: number) {
    this.#contents = contents;
    this.#backend = backend;
    this.#maxConnections = maxConnections;

    // The page is gone, so the connections are closed; the host then cancels the commands that run for them.
    for (const event of ["destroyed", "render-process-gone", "did-navigate"]) {
      contents.on(event, () => this.closeAll());
    }
  }

  /** Opens a connection. Frames of the back end are passed to the window without being read. */
  async open(id: string): Promise<{ binary: boolean } | Refusal> {
    if (this.#links.has(id) || this.#links.size >= this.#maxConnections) {
      return refusal(
        new LiaisonError("busy", `The window has ${this.#links.size} connections. Close some, or raise maxConnections.`, {
          retry: false,
        }),
      );
    }

    const link: WindowLink = { attempt: new AbortController(), channel: undefined };
    this.#links.set(id, link);
    try {
      const channel = await this.#backend.open(
        (frame) => this.#tell(messages.frame, id, typeof frame === "string" ? frame : alone(frame)),
        (reason) => this.#ended(id, reason),
        link.attempt.signal,
      );
      if (link.attempt.signal.aborted) {
        channel.close();
        return refusal(link.attempt.signal.reason);
      }

      link.channel = channel;
      return { binary: channel.binary };
    } catch (error) {
      if (this.#links.get(id) === link) {
        this.#links.delete(id);
      }

      return refusal(error);
    }
  }

  /** Sends a frame of the window to the back end. A page may send anything: a value that is not a frame ends the connection. */
  send(id: string, frame: unknown): void {
    const channel = this.#links.get(id)?.channel;
    if (channel && (typeof frame === "string" || (channel.binary && frame instanceof Uint8Array))) {
      channel.send(frame);
    } else {
      this.close(id);
    }
  }

  close(id: string): void {
    const link = this.#links.get(id);
    this.#links.delete(id);
    link?.attempt.abort(new LiaisonError("closed", "The window wanted the connection no more."));
    link?.channel?.close();
  }

  closeAll(): void {
    for (const id of [...this.#links.keys()]) {
      this.close(id);
    }
  }

  #ended(id: string, reason: string): void {
    if (this.#links.delete(id)) {
      this.#tell(messages.closed, id, reason);
    }
  }

  #tell(message: string, ...args: unknown[]): void {
    if (!this.#contents.isDestroyed()) {
      this.#contents.send(message, ...args);
    }
  }
}

// A view is sent to a window together with all of the buffer that it is a part of.
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function refusal(error: unknown): Refusal {
  const { code = "connection_failed", message, retry = true } = error as LiaisonError;
  return { refused: { code, message, retry } };
}
