import type { Connector } from "../channel.js";
import { LiaisonClient } from "../client.js";
import { forWebSocket, type ConnectOptions } from "../connect.js";
import { webSocketFactory } from "./web-socket.js";

export async function connect(to: string | Connector, options: ConnectOptions = {}): Promise<LiaisonClient> {
  return LiaisonClient.connect(typeof to === "string" ? await connectorFor(to, options) : to, options);
}

async function connectorFor(address: string, options: ConnectOptions): Promise<Connector> {
  return forWebSocket(address, options, await webSocketFactory());
}
