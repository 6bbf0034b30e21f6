// A stand-in for what of Electron the client uses.

import { EventEmitter } from "node:events";

export class Electron {
  #handlers = new Map();
  #events = new EventEmitter();

  ipcMain = {
    handle: (channel, listener) => this.#handlers.set(channel, listener),
    removeHandler: (channel) => this.#handlers.delete(channel),
    on: (channel, listener) => this.#events.on(channel, listener),
    removeListener: (channel, listener) => this.#events.off(channel, listener),
  };

  /** Opens a window at an address. `preload` is what its preload script is given, `world` what the page sees of that. */
  open(url) {
    const toPage = new EventEmitter();
    const mainFrame = { url, parent: null };
    const contents = Object.assign(new EventEmitter(), {
      send: (channel, ...args) => later(() => toPage.emit(channel, {}, ...args), args),
      isDestroyed: () => false,
    });
    const window = { contents, frame: mainFrame, world: {} };
    const event = () => ({ sender: contents, senderFrame: window.frame });
    window.preload = {
      ipcRenderer: {
        on: (channel, listener) => toPage.on(channel, (from, ...args) => listener(from, ...structuredClone(args))),
        send: (channel, ...args) => later(() => this.#events.emit(channel, event(), ...structuredClone(args)), args),
        invoke: async (channel, ...args) => {
          await new Promise(setImmediate); // behind what was sent before
          const handler = this.#handlers.get(channel);
          if (!handler) {
            throw new Error(`No handler registered for '${channel}'`);
          }

          return structuredClone(await handler(event(), ...structuredClone(args)));
        },
      },
      contextBridge: { exposeInMainWorld: (name, api) => (window.world[name] = carried(api)) },
    };
    return window;
  }
}

// What is sent is sent as it is now, and arrives later.
function later(deliver, args) {
  structuredClone(args);
  setImmediate(deliver);
}

// As the context bridge carries values from one world to the other: of an error the text is left, of an object its own members.
function carried(value) {
  if (typeof value === "function") {
    return (...args) => carried(value(...args.map(carried)));
  }

  if (value instanceof Promise || typeof value?.then === "function") {
    return value.then(carried, (error) => Promise.reject(new Error(error.message)));
  }

  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, carried(member)]));
  }

  return typeof value === "object" ? structuredClone(value) : value;
}
