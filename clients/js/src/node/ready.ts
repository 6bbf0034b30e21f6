import { StringDecoder } from "node:string_decoder";

/** The transports of a back end. */
export type TransportName = "websocket" | "stdio" | "pipe" | "unix";

/** The message of a back end that it is ready for connections. */
export interface Ready {
  transport: TransportName;
  /** The address, as `connect` accepts it; `stdio` for its standard streams. */
  address: string;
  /** The token that the back end expects; undefined if the message names none. */
  token?: string | undefined;
}

const marker = "LIAISON:CONNECTED@";
const pipeBytes = 65_536; // the most that one read of a pipe returns
const keep = 2 * pipeBytes;

/**
 * Finds the ready message in the output of a back end: the JSON line of `--ready json`, or the marker of liaison-py. Other output
 * may come before it.
 */
export class ReadyReader {
  readonly #decoder = new StringDecoder("utf8");
  #text = "";

  /**
   * Adds the bytes of one read. Returns the message once it is found. A marker has no end mark: it is written, and so also read, in
   * one piece.
   */
  push(chunk: Buffer): Ready | undefined {
    this.#text = (this.#text + this.#decoder.write(chunk)).slice(-keep);
    return this.#line() ?? (chunk.length < pipeBytes ? this.#marker() : undefined);
  }

  #line(): Ready | undefined {
    const [line] = /^\{"liaison":"ready".*\}\r?$/m.exec(this.#text) ?? [];
    if (line === undefined || !this.#text.includes("\n", this.#text.indexOf(line))) {
      return undefined;
    }

    const { transport, address, token } = JSON.parse(line) as Ready & { token: string | null };
    return { transport, address, token: token ?? undefined };
  }

  #marker(): Ready | undefined {
    const start = this.#text.indexOf(marker);
    if (start < 0) {
      return undefined;
    }

    const [address = ""] = this.#text.slice(start + marker.length).split(/\r?\n/, 1);
    if (address === "stdio") {
      return { transport: "stdio", address };
    }

    // Text that follows directly after the port does not belong to the address.
    const [host] = /^(\[[^\]]*\]|[^\s/:]+):\d+/.exec(address) ?? [];
    if (host !== undefined) {
      return { transport: "websocket", address: `ws://${host}` };
    }

    return address.startsWith("/") ? { transport: "unix", address: `unix:${address}` } : { transport: "pipe", address: `pipe:${address}` };
  }
}
