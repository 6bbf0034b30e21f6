import type { Channel, Connector } from "../channel.js";
import { connectionRefused, WebSocketConnector } from "../web-socket.js";
import type { Frame } from "../frames.js";
import { corkForTick } from "./cork.js";

/** The part of the sockets of the package `ws` that is used. */
export interface Socket {
  readonly readyState: number;
  on(event: "upgrade", listener: (response: { socket: { cork(): void; uncork(): void } }) => void): void;
  on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): void;
  on(event: "open" | "close" | "error", listener: (first: any, second: Buffer) => void): void;
  send(frame: Frame): void;
  close(code: number): void;
}

/** The constructor of such a socket. */
export type SocketClass = new (url: string, protocols: string[], options: object) => Socket;

/**
 * Returns a function that creates WebSocket connectors: with `ws` if it is installed, which is faster, otherwise with the
 * platform's own WebSocket.
 */
export async function webSocketConnectors(): Promise<(url: string, protocols: string[]) => Connector> {
  const ws = await installed();
  if (ws) {
    return (url, protocols) => new WsConnector(ws, url, protocols);
  }

  if (typeof WebSocket === "undefined") {
    throw new Error("This Node has no WebSocket. Install the package ws, or use Node 22 or later.");
  }

  return (url, protocols) => new WebSocketConnector(url, protocols);
}

async function installed(): Promise<SocketClass | undefined> {
  try {
    return (await import("ws")).WebSocket;
  } catch {
    return undefined;
  }
}

/** Connects to a WebSocket with the package `ws`. */
class WsConnector implements Connector {
  readonly #socketClass: SocketClass;
  readonly #url: string;
  readonly #protocols: string[];

  constructor(socketClass: SocketClass, url: string, protocols: string[]) {
    this.#socketClass = socketClass;
    this.#url = url;
    this.#protocols = protocols;
  }

  open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void, signal?: AbortSignal): Promise<Channel> {
    return new Promise((resolve, reject) => {
      const socket = new this.#socketClass(this.#url, this.#protocols, { perMessageDeflate: false });
      const batched = { cork: () => {} };
      let isOpen = false;
      let problem = "";
      const giveUp = () => socket.close(1000);
      signal?.addEventListener("abort", giveUp);
      socket.on("upgrade", (response) => (batched.cork = corkForTick(response.socket)));
      socket.on("message", (data, isBinary) => onMessage(isBinary ? data : data.toString()));
      socket.on("error", (error: Error) => (problem = error.message));
      socket.on("open", () => {
        isOpen = true;
        signal?.removeEventListener("abort", giveUp);
        resolve(new WsChannel(socket, batched.cork));
      });
      socket.on("close", (code: number, reason) => {
        signal?.removeEventListener("abort", giveUp);
        const why = [reason.toString(), problem].find((text) => text) ?? `status ${code}`;
        if (isOpen) {
          onClosed(why);
        } else {
          reject(connectionRefused(this.#url, why));
        }
      });
    });
  }
}

class WsChannel implements Channel {
  readonly binary = true;
  readonly #socket: Socket;
  readonly #cork: () => void;

  constructor(socket: Socket, cork: () => void) {
    this.#socket = socket;
    this.#cork = cork;
  }

  send(frame: Frame): boolean {
    if (this.#socket.readyState !== 1) {
      return false;
    }

    this.#cork();
    this.#socket.send(frame);
    return true;
  }

  close(): void {
    this.#socket.close(1000);
  }
}
