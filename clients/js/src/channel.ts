import type { Frame } from "./frames.js";

/** One open connection. */
export interface Channel {
  /** Whether it carries bytes as they are. */
  readonly binary: boolean;
  /** Takes a frame to be sent, behind those that it took before; false where it has ended. */
  send(frame: Frame): boolean;
  /** Ends it. What it took before is sent, if the other end still reads. */
  close(): void;
}

/** What connects, each time that there is no connection. Write one for a transport of your own. */
export interface Connector {
  /**
   * Opens a connection. It gives `onMessage` each frame that arrives, in order, and calls `onClosed` once after the last one; that has a
   * reason, for people. An error whose `retry` is false ends a client's attempts to connect again.
   */
  open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void): Promise<Channel>;
}
