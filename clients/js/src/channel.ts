import type { Frame } from "./frames.js";

/** One open connection. */
export interface Channel {
  /** Whether it can send binary frames. */
  readonly binary: boolean;
  /** Queues a frame for sending, after the frames before it. Returns false if the channel has ended. */
  send(frame: Frame): boolean;
  /** Closes the channel. Queued frames are still sent if the other end still reads. */
  close(): void;
}

/** Opens connections. A client calls it whenever it needs a connection. Implement it for your own transport. */
export interface Connector {
  /**
   * Opens a connection. It passes each frame that arrives to `onMessage`, in order, and calls `onClosed` once after the last one,
   * with a reason in words. An error whose `retry` is false ends a client's attempts to reconnect. The signal fires when the attempt
   * is given up: a connector then stops to connect, and fails. A connector may ignore the signal.
   */
  open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void, signal?: AbortSignal): Promise<Channel>;
}
