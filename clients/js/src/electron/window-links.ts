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

/** The connections of one window to the back end. */
export class WindowLinks {
  readonly #contents: WindowContents;
  readonly #backend: Connector;
  readonly #maxConnections: number;
  readonly #channels = new Map<string, Channel | undefined>();

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
    if (this.#channels.has(id) || this.#channels.size >= this.#maxConnections) {
      return refusal(
        new LiaisonError("busy", `The window has ${this.#channels.size} connections. Close some, or raise maxConnections.`, {
          retry: false,
        }),
      );
    }

    this.#channels.set(id, undefined);
    try {
      const channel = await this.#backend.open(
        (frame) => this.#tell(messages.frame, id, frame),
        (reason) => this.#ended(id, reason),
      );
      if (!this.#channels.has(id)) {
        channel.close();
        return refusal(new LiaisonError("closed", "The window wanted the connection no more."));
      }

      this.#channels.set(id, channel);
      return { binary: channel.binary };
    } catch (error) {
      this.#channels.delete(id);
      return refusal(error);
    }
  }

  /** Sends a frame of the window to the back end. A page may send anything: a value that is not a frame ends the connection. */
  send(id: string, frame: unknown): void {
    const channel = this.#channels.get(id);
    if (channel && (typeof frame === "string" || (channel.binary && frame instanceof Uint8Array))) {
      channel.send(frame);
    } else {
      this.close(id);
    }
  }

  close(id: string): void {
    const channel = this.#channels.get(id);
    this.#channels.delete(id);
    channel?.close();
  }

  closeAll(): void {
    for (const id of [...this.#channels.keys()]) {
      this.close(id);
    }
  }

  #ended(id: string, reason: string): void {
    if (this.#channels.delete(id)) {
      this.#tell(messages.closed, id, reason);
    }
  }

  #tell(message: string, ...args: unknown[]): void {
    if (!this.#contents.isDestroyed()) {
      this.#contents.send(message, ...args);
    }
  }
}

function refusal(error: unknown): Refusal {
  const { code = "connection_failed", message, retry = true } = error as LiaisonError;
  return { refused: { code, message, retry } };
}
