/** How a back end can be talked to. */
export type TransportName = "websocket" | "stdio" | "pipe" | "unix";

/** What a back end says once it can be talked to. */
export interface Ready {
  transport: TransportName;
  /** Where it is, as `connect` takes it; `stdio` for its standard streams. */
  address: string;
  /** What it wants to be presented; undefined where it does not say. */
  token?: string | undefined;
}

const marker = "LIAISON:CONNECTED@";
const pipeBytes = 65_536; // what one read of a pipe gives at most
const keep = 2 * pipeBytes;

/**
 * Finds in a back end's output what says that it is ready: the line of JSON of `--ready json`, or the marker of liaison-py, whatever is
 * written before.
 */
export class ReadyReader {
  #text = "";

  /** Takes what one read gave; what it says, once it has. A marker has no end of its own: it is written at once, and so it is read. */
  push(chunk: Buffer): Ready | undefined {
    this.#text = (this.#text + chunk.toString()).slice(-keep);
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

    // Of what is written right behind the port nothing belongs to it.
    const [host] = /^(\[[^\]]*\]|[^\s/:]+):\d+/.exec(address) ?? [];
    if (host !== undefined) {
      return { transport: "websocket", address: `ws://${host}` };
    }

    return address.startsWith("/") ? { transport: "unix", address: `unix:${address}` } : { transport: "pipe", address: `pipe:${address}` };
  }
}
