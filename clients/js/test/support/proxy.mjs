// A TCP relay between client and host, whose connections a test can cut.

import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Proxy {
  #server;
  #sockets = new Set();
  #isBlocked = false;
  accepted = 0;

  static async to(address) {
    const { hostname, port } = new URL(address);
    const proxy = new Proxy();
    proxy.#server = createServer((near) => proxy.#relay(near, hostname, Number(port)));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get address() {
    return `ws://localhost:${this.#server.address().port}`;
  }

  /** Cuts every connection. */
  cut() {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  /** Cuts every connection, and lets none in until it is opened. */
  block() {
    this.#isBlocked = true;
    this.cut();
  }

  open() {
    this.#isBlocked = false;
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #relay(near, hostname, port) {
    if (this.#isBlocked) {
      near.destroy();
      return;
    }

    this.accepted++;
    const far = connect(port, hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
