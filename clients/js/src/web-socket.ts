import type { Channel, Connector } from "./channel.js";
import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";

const open = 1; // WebSocket.OPEN

/** Connects to a WebSocket. */
export class WebSocketConnector implements Connector {
  readonly #url: string;
  readonly #protocols: readonly string[];
  readonly #create: (url: string, protocols: string[]) => WebSocket;

  /**
   * @param url The address: `ws://host:port/path` or `wss://host:port/path`.
   * @param protocols The subprotocols to offer; empty for a server without subprotocols.
   * @param create Creates the socket. The default is the platform's WebSocket.
   */
  constructor(url: string, protocols: readonly string[], create = (to: string, of: string[]) => new WebSocket(to, of)) {
    this.#url = url;
    this.#protocols = protocols;
    this.#create = create;
  }

  open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void, signal?: AbortSignal): Promise<Channel> {
    return new Promise((resolve, reject) => {
      const socket = this.#create(this.#url, [...this.#protocols]);
      const giveUp = () => socket.close();
      signal?.addEventListener("abort", giveUp);
      let isOpen = false;
      let problem = "";
      socket.binaryType = "arraybuffer";
      socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
        onMessage(typeof data === "string" ? data : new Uint8Array(data));
      socket.onerror = (event) => {
        problem = (event as { message?: string }).message ?? "";
      };
      socket.onopen = () => {
        isOpen = true;
        signal?.removeEventListener("abort", giveUp);
        resolve(new WebSocketChannel(socket));
      };
      socket.onclose = ({ code, reason }) => {
        signal?.removeEventListener("abort", giveUp);
        const why = [reason, problem].find((text) => text) ?? `status ${code}`;
        if (isOpen) {
          onClosed(why);
        } else {
          reject(connectionRefused(this.#url, why));
        }
      };
    });
  }
}

/** Creates the error of a failed handshake. The address is shown without its query, which may contain a token. */
export function connectionRefused(url: string, why: string): LiaisonError {
  const advice = "Start the host, and check the address, the token and, of a page, that the host allows its origin.";
  return new LiaisonError("connection_failed", `Nobody lets this client in at ${url.split("?")[0]} (${why}). ${advice}`);
}

class WebSocketChannel implements Channel {
  readonly binary = true;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  send(frame: Frame): boolean {
    if (this.#socket.readyState !== open) {
      return false;
    }

    this.#socket.send(frame as string);
    return true;
  }

  close(): void {
    this.#socket.close(1000);
  }
}
