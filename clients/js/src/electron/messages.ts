/**
 * The messages between the preload script and the main process. All except `open` are one-way. Their first argument is the
 * connection's id.
 */
export const messages = {
  /** A page requests a connection. This message is answered. */
  open: "liaison:open",
  /** A frame, in either direction. */
  frame: "liaison:frame",
  /** The page closes a connection. */
  close: "liaison:close",
  /** A connection has ended, with the reason. */
  closed: "liaison:closed",
} as const;
