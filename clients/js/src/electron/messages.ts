/** The messages between preload script and main process. All but `open` are sent; the id of a connection is their first argument. */
export const messages = {
  /** A page wants a connection; answered. */
  open: "liaison:open",
  /** A frame, in either direction. */
  frame: "liaison:frame",
  /** The page wants no more of a connection. */
  close: "liaison:close",
  /** A connection has ended; with the reason. */
  closed: "liaison:closed",
} as const;
