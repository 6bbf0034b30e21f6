// The clients that are measured: each gives a function that makes one small call, and one that ends it.

import { once } from "node:events";
import { connect } from "liaison-client";
import { JSONRPCClient } from "json-rpc-2.0";
import rpc from "vscode-jsonrpc/node";
import WebSocket from "ws";

const target = "System.Math:Sqrt";

async function open(address, protocols) {
  const socket = new WebSocket(address, protocols, { perMessageDeflate: false });
  await once(socket, "open");
  return socket;
}

export const clients = {
  async "liaison-client"({ address, token }) {
    const client = await connect(address, { token });
    return { call: (n) => client.run(target, [n]), close: () => client.close() };
  },

  // Bare ws, and JSON that is written by hand: a promise for each call, and nothing of errors, time limits or lost connections.
  async ws({ address, token }) {
    const socket = await open(address, ["liaison", `liaison.token.${token}`]);
    const pending = new Map();
    let last = 0;
    socket.on("message", (data) => {
      const { response, evt } = JSON.parse(data);
      pending.get(evt.id)(response);
      pending.delete(evt.id);
    });
    const call = (n) =>
      new Promise((resolve) => {
        const id = ++last;
        pending.set(id, resolve);
        socket.send(JSON.stringify({ command: { command: "run", args: [target, n] }, id, echo: "id" }));
      });
    return { call, close: () => socket.close() };
  },

  async "json-rpc-2.0"({ address, token }) {
    const socket = await open(address, ["json-rpc", `liaison.token.${token}`]);
    const client = new JSONRPCClient((message) => socket.send(JSON.stringify(message)));
    socket.on("message", (data) => client.receive(JSON.parse(data)));
    return { call: (n) => client.request("run", [target, n]), close: () => socket.close() };
  },

  async "vscode-jsonrpc"({ address, token }) {
    const socket = await open(address, ["json-rpc", `liaison.token.${token}`]);
    const connection = rpc.createMessageConnection(new SocketReader(socket), new SocketWriter(socket));
    connection.listen();
    return { call: (n) => connection.sendRequest("run", rpc.ParameterStructures.byPosition, target, n), close: () => socket.close() };
  },
};

// One message a frame, as vscode-ws-jsonrpc has it: over WebSocket as the others are.
class SocketReader extends rpc.AbstractMessageReader {
  #socket;

  constructor(socket) {
    super();
    this.#socket = socket;
  }

  listen(callback) {
    this.#socket.on("message", (data) => callback(JSON.parse(data)));
    return rpc.Disposable.create(() => {});
  }
}

class SocketWriter extends rpc.AbstractMessageWriter {
  #socket;

  constructor(socket) {
    super();
    this.#socket = socket;
  }

  write(message) {
    this.#socket.send(JSON.stringify(message));
    return Promise.resolve();
  }

  end() {}
}
