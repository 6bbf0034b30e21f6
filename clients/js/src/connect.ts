import type { Connector } from "./channel.js";
import { LiaisonClient, type ClientOptions } from "./client.js";
import type { Frame } from "./frames.js";
import { WebSocketConnector } from "./web-socket.js";

/** What a connection may be told. */
export interface ConnectOptions extends ClientOptions {
  /** The host's token, or what gives it whenever a connection is made. None where the host wants none. */
  token?: string | (() => string | Promise<string>) | undefined;
}

/** Connects to a host at `ws://host:port/path` or `wss://host:port/path`, or by a connector of your own. */
export async function connect(to: string | Connector, options: ConnectOptions = {}): Promise<LiaisonClient> {
  return LiaisonClient.connect(typeof to === "string" ? forWebSocket(to, options) : to, options);
}

/** What connects to a WebSocket's address. Browsers can send a token in no other place than a subprotocol. */
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
    async open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void) {
      const secret = typeof token === "function" ? await token() : token;
      // A server that agrees to none of those that are offered is not connected to: liaison-py knows of none.
      const protocols = secret ? ["liaison", `liaison.token.${secret}`] : attachments ? ["liaison"] : [];
      return create(url, protocols).open(onMessage, onClosed);
    },
  };
}
