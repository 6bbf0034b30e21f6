// A page of Chromium whose traffic nobody watches. Playwright has every message of every WebSocket told to it, as base64: for pictures that takes
// longer than all else.

export class BarePage {
  #session;
  #sessionId;
  #waiting = new Map();
  #lastId = 0;

  constructor(session, sessionId) {
    this.#session = session;
    this.#sessionId = sessionId;
    session.on("Target.receivedMessageFromTarget", ({ message }) => this.#receive(JSON.parse(message)));
  }

  /** Opens a page of that size at an address. */
  static async open(browser, url, width, height) {
    const session = await browser.newBrowserCDPSession();
    const { targetId } = await session.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
    const page = new BarePage(session, sessionId);
    await page.#send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await page.#send("Page.navigate", { url });
    await page.evaluate(() => document.readyState === "complete" || new Promise((resolve) => addEventListener("load", () => resolve())));
    return page;
  }

  /** Calls a function in the page with values, and gives what it gives. */
  async evaluate(call, ...args) {
    const expression = `(${call})(...${JSON.stringify(args)})`;
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }

    return result.value;
  }

  /** A picture of the page, as PNG. */
  async screenshot() {
    const { data } = await this.#send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }

  #send(method, params) {
    const id = ++this.#lastId;
    const answered = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const message = JSON.stringify({ id, method, params });
    this.#session.send("Target.sendMessageToTarget", { sessionId: this.#sessionId, message }).catch(this.#waiting.get(id).reject);
    return answered;
  }

  #receive({ id, result, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) {
      waiting?.reject(new Error(error.message));
    } else {
      waiting?.resolve(result);
    }
  }
}
