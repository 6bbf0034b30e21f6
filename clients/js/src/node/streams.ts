import type { Readable, Writable } from "node:stream";
import type { Channel } from "../channel.js";
import type { Frame } from "../frames.js";
import { corkForTick } from "./cork.js";
import { createFraming, type Framing, type FramingName } from "./framing.js";

/** The options for messages on a byte stream. */
export interface StreamOptions {
  /** How messages are separated. The default is `lines`. `length`, which supports binary frames, must be set at the host too. */
  framing?: FramingName | undefined;
  /** The largest message of the host, in bytes. The default is 16 MiB. */
  maxMessageBytes?: number | undefined;
}

/** A connection over byte streams. */
export class StreamChannel implements Channel {
  readonly #framing: Framing;
  readonly #output: Writable;
  readonly #cork: () => void;
  readonly #close: () => void;
  #isOpen = true;

  /** @param close Ends the streams. */
  constructor(input: Readable, output: Writable, options: StreamOptions, events: ChannelEvents, close: () => void) {
    this.#framing = createFraming(options.framing ?? "lines", options.maxMessageBytes ?? 16 * 1024 * 1024);
    this.#output = output;
    this.#cork = corkForTick(output);
    this.#close = close;
    const end = (reason: string) => {
      if (this.#isOpen) {
        this.#isOpen = false;
        events.onClosed(reason);
      }
    };
    input.on("data", (piece: Buffer) => this.#receive(piece, events, end));
    input.on("error", (error) => end(error.message));
    input.on("end", () => end("the host ended it"));
    input.on("close", () => end("the host ended it"));
    output.on("error", (error) => end(error.message));
  }

  get binary(): boolean {
    return this.#framing.binary;
  }

  send(frame: Frame): boolean {
    if (!this.#isOpen || !this.#output.writable) {
      return false;
    }

    this.#cork();
    this.#output.write(this.#framing.encode(frame));
    return true;
  }

  close(): void {
    this.#isOpen = false;
    this.#close();
  }

  #receive(piece: Buffer, events: ChannelEvents, end: (reason: string) => void): void {
    if (!this.#isOpen) {
      return;
    }

    // The messages before a broken one are complete.
    const frames: Frame[] = [];
    let problem: Error | undefined;
    try {
      this.#framing.decode(piece, frames);
    } catch (error) {
      problem = error as Error;
    }

    for (const frame of frames) {
      events.onMessage(frame);
    }

    if (problem) {
      end(problem.message);
      this.#close();
    }
  }
}

/** Receives the events of a channel. */
export interface ChannelEvents {
  onMessage(frame: Frame): void;
  onClosed(reason: string): void;
}
