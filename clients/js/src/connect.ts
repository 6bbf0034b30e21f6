import type { Connector } from "./channel.js";
import { LiaisonClient, type ClientOptions } from "./client.js";
import type { Frame } from "./frames.js";
import { WebSocketConnector } from "./web-socket.js";

/** The options of a connection. */
export interface ConnectOptions extends ClientOptions {
  /** The host's token, or a function that returns it for each connection. Omit it if the host needs none. */
  token?: string | (() => string | Promise<string>) | undefined;
}

/** Connects to a host at `ws://host:port/path` or `wss://host:port/path`, or with your own connector. */
export async function connect(to: string | Connector, options: ConnectOptions = {}): Promise<LiaisonClient> {
  return LiaisonClient.connect(typeof to === "string" ? forWebSocket(to, options) : to, options);
}

/** Returns the connector for a WebSocket address. In a browser a token can only be sent as a subprotocol. */
export function forWebSocket(
  url: string,
  options: ConnectOptions,
  create: (url: string, protocols: string[]) => Connector = (to, protocols) => new WebSocketConnector(to, protocols),
): Connector {
  if (!/^wss?:\/\/./.test(url)) {
    throw new TypeError(`'${url.split("?")[0]}' is not an address to connect to. Write ws://host:port/path or wss://host:port/path.`);
  }

  const { token, attachments = true } = options;
  return {
    async open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void, signal?: AbortSignal) {
      const secret = typeof token === "function" ? await token() : token;
      signal?.throwIfAborted();
      // The connection fails if the server accepts none of the offered subprotocols. liaison-py supports none.
      const protocols = secret ? ["liaison", `liaison.token.${secret}`] : attachments ? ["liaison"] : [];
      return create(url, protocols).open(onMessage, onClosed, signal);
    },
  };
}
