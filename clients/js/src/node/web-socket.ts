type Factory = (url: string, protocols: string[]) => WebSocket;

/** What makes WebSockets here: `ws` where it is installed, which is faster, and the platform's otherwise. */
export async function webSocketFactory(): Promise<Factory> {
  const ws = await installed();
  if (ws) {
    return (url, protocols) => new ws(url, protocols, { perMessageDeflate: false });
  }

  if (typeof WebSocket === "undefined") {
    throw new Error("This Node has no WebSocket. Install the package ws, or use Node 22 or later.");
  }

  return (url, protocols) => new WebSocket(url, protocols);
}

async function installed(): Promise<(new (url: string, protocols: string[], options: object) => WebSocket) | undefined> {
  try {
    // By a name that a compiler does not look for: its types need not be installed.
    const name = "ws";
    return (await import(name)).default;
  } catch {
    return undefined;
  }
}
