// What samples/Electron uses of Electron. The main process's part runs in Node, and each window is a page of Chromium, in which the preload
// scripts run before the page's own. Messages between the two go as JSON, bytes as base64.

import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";

/** What the tests look at, and set. */
export const standIn = { browser: undefined, windows: [], errors: [], exits: [], folder: undefined, hasQuit: undefined };

const site = "https://window.test";
const schemes = {};
const handlers = new Map();
const messages = new EventEmitter();
const preloads = [];
let isReady;
const ready = new Promise((resolve) => (isReady = resolve));

export const app = Object.assign(new EventEmitter(), {
  whenReady: async () => isReady(),
  exit: (code) => standIn.exits.push(code),
  quit() {
    let isPrevented = false;
    app.emit("before-quit", { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) {
      standIn.hasQuit?.();
    }
  },
});

export const protocol = {
  registerSchemesAsPrivileged: (given) => given.forEach(({ scheme, privileges }) => (schemes[scheme] = { privileges })),
  handle: (scheme, handler) => (schemes[scheme].handler = handler),
};

export const ipcMain = {
  handle: (channel, listener) => handlers.set(channel, listener),
  removeHandler: (channel) => handlers.delete(channel),
  on: (channel, listener) => messages.on(channel, listener),
  removeListener: (channel, listener) => messages.off(channel, listener),
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => (standIn.permissions = handler),
    registerPreloadScript: ({ filePath }) => preloads.push(filePath),
  },
};

export const dialog = {
  showErrorBox: (title, text) => standIn.errors.push([title, text]),
  showOpenDialog: async () => ({ filePaths: standIn.folder ? [standIn.folder] : [] }),
};

export class BrowserWindow {
  constructor(options) {
    this.options = options;
    this.webContents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler) => (this.openHandler = handler),
      isDestroyed: () => this.page.isClosed(),
      send: (channel, ...args) =>
        void this.page.evaluate(`standIn.receive(${JSON.stringify([channel, args.map(encoded)])})`).catch(() => {}),
    });
    standIn.windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }

  async loadURL(url) {
    await ready;
    const { protocol: scheme, pathname } = new URL(url);
    this.page = await standIn.browser.newPage();
    this.page.setDefaultTimeout(0); // the test that runs this has a time limit
    this.page.on("close", () => this.webContents.emit("destroyed"));
    await this.page.route(`${site}/**`, (route) => this.#answer(route, scheme.slice(0, -1)));
    const event = ({ frame }) => ({
      sender: this.webContents,
      senderFrame: { url: frame.url().replace(site, "app://window"), parent: frame.parentFrame() },
    });
    await this.page.exposeBinding(
      "standInSend",
      (source, channel, args) => void messages.emit(channel, event(source), ...args.map(decoded)),
    );
    await this.page.exposeBinding("standInInvoke", async (source, channel, args) => {
      return encoded(await handlers.get(channel)(event(source), ...args.map(decoded)));
    });
    await this.page.addInitScript({ content: preloadText([...preloads, this.options.webPreferences.preload]) });
    await this.page.goto(site + pathname);
  }

  async #answer(route, scheme) {
    const { pathname } = new URL(route.request().url());
    const response = await schemes[scheme].handler(new Request(`app://window${pathname}`));
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  }
}

// In a sandbox a preload script can load Electron, and nothing else.
function preloadText(files) {
  const scripts = files.map(
    (file) => `((require, module, exports) => {\n${readFileSync(file, "utf8")}\n})(standInRequire, { exports: {} }, {});`,
  );
  return `{
    const encoded = ${encoded};
    const decoded = ${decoded};
    const listeners = {};
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => (window[name] = api) },
      ipcRenderer: {
        on: (channel, listener) => (listeners[channel] ??= []).push(listener),
        send: (channel, ...args) => void standInSend(channel, args.map(encoded)),
        invoke: async (channel, ...args) => decoded(await standInInvoke(channel, args.map(encoded))),
      },
    };
    const standInRequire = (name) => {
      if (name !== "electron") {
        throw new Error(name + " cannot be loaded in a sandbox");
      }

      return electron;
    };
    window.standIn = { receive: ([channel, args]) => listeners[channel].forEach((listener) => listener({}, ...args.map(decoded))) };
    ${scripts.join("\n")}
  }`;
}

// Both run in the page too.
function encoded(value) {
  return value instanceof Uint8Array ? { $bytes: btoa(String.fromCharCode(...value)) } : value;
}

function decoded(value) {
  return value?.$bytes === undefined ? value : Uint8Array.from(atob(value.$bytes), (letter) => letter.charCodeAt(0));
}
