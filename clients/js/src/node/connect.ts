import type { Connector } from "../channel.js";
import { LiaisonClient } from "../client.js";
import { type ConnectOptions as BrowserConnectOptions, forWebSocket } from "../connect.js";
import { LocalSocketConnector } from "./local-socket.js";
import type { StreamOptions } from "./streams.js";
import { webSocketConnectors } from "./web-socket.js";

/** The options of a connection. The framing applies to pipes and Unix sockets. */
export interface ConnectOptions extends BrowserConnectOptions, StreamOptions {}

/** Connects to a host at `ws://host:port/path`, `wss://host:port/path`, `pipe:name` or `unix:/path`, or with your own connector. */
export async function connect(to: string | Connector, options: ConnectOptions = {}): Promise<LiaisonClient> {
  return LiaisonClient.connect(typeof to === "string" ? await connectorFor(to, options) : to, options);
}

/** Returns the connector for an address. */
export async function connectorFor(address: string, options: ConnectOptions): Promise<Connector> {
  return /^(pipe|unix):/.test(address)
    ? new LocalSocketConnector(address, options)
    : forWebSocket(address, options, await webSocketConnectors());
}
