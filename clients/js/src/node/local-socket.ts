import { stat } from "node:fs/promises";
import { connect as connectTo, type Socket } from "node:net";
import { isAbsolute, join } from "node:path";
import type { Channel, Connector } from "../channel.js";
import { LiaisonError } from "../errors.js";
import type { Frame } from "../frames.js";
import { StreamChannel, type StreamOptions } from "./streams.js";

const longestWait = 1_000; // milliseconds
const pause = 10; // milliseconds

/**
 * Connects to a named pipe or a Unix socket. While as many other peers as the host allows wait to be accepted, the connector tries again
 * for a second.
 */
export class LocalSocketConnector implements Connector {
  readonly #address: string;
  readonly #path: string;
  readonly #options: StreamOptions;

  /** @param address `pipe:name` or `unix:/path`. */
  constructor(address: string, options: StreamOptions) {
    this.#address = address;
    this.#path = pathOf(address);
    this.#options = options;
  }

  async open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void, signal?: AbortSignal): Promise<Channel> {
    await this.#checkOwner();
    const socket = await this.#connected(signal);
    return new StreamChannel(socket, socket, this.#options, { onMessage, onClosed }, () => socket.destroySoon());
  }

  async #connected(signal: AbortSignal | undefined): Promise<Socket> {
    const end = Date.now() + longestWait;
    for (;;) {
      signal?.throwIfAborted();
      try {
        return await opened(this.#path);
      } catch (error) {
        if (!isFull(error)) {
          throw this.#refused((error as Error).message);
        }

        if (Date.now() >= end) {
          throw this.#full();
        }

        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  // Any user can create files in the folder of pipes. A pipe with the same name may belong to another user, who would receive the
  // commands.
  async #checkOwner(): Promise<void> {
    if (!this.#address.startsWith("pipe:") || !process.getuid) {
      return;
    }

    const { uid } = await stat(this.#path).catch((error: Error) => {
      throw this.#refused(error.message);
    });
    if (uid !== process.getuid()) {
      throw this.#refused("another user runs it");
    }
  }

  #refused(why: string): LiaisonError {
    return new LiaisonError(
      "connection_failed",
      `Nobody answers at ${this.#address} (${why}). Start the host, and check the name and who runs it.`,
    );
  }

  #full(): LiaisonError {
    return new LiaisonError(
      "connection_failed",
      `The host at ${this.#address} has accepted no connection for ${longestWait} ms, and no more may wait. Raise its MaxConnections.`,
    );
  }
}

function opened(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTo(path);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

// connect(2) on Linux: the queue of peers that wait to be accepted is full. A socket that does not block cannot wait for room.
function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EAGAIN";
}

// On Unix the named pipes of .NET are sockets in the folder for temporary files, for which .NET reads no other variable than TMPDIR.
function pathOf(address: string): string {
  const name = address.slice(address.indexOf(":") + 1);
  if (name === "") {
    throw new TypeError(`'${address}' is not an address to connect to. Write pipe:name or unix:/path.`);
  }

  if (address.startsWith("unix:")) {
    return name;
  }

  return process.platform === "win32"
    ? `\\\\.\\pipe\\${name}`
    : isAbsolute(name)
      ? name
      : join(process.env.TMPDIR || "/tmp", `CoreFxPipe_${name}`);
}
