// The inspected host as the panes see it: the client, the commands, and the state that the host reports at intervals.

const interval = 1_000;

/** Raises `state` (the state of the host), `link` (the connection) and `commands`. */
export class Host extends EventTarget {
  client;
  /** The commands of the host by name. */
  commands = new Map();
  /** The last state that the host reported; undefined before the first report. */
  state;

  constructor(client) {
    super();
    this.client = client;
    client.onState((state, reason) => this.#tell("link", { state, reason }));
  }

  /** Whether the host records its traffic, so that it can be inspected. */
  get isInspected() {
    return this.commands.has("inspect.watch");
  }

  async start() {
    // This call comes first, so that the calls of this page do not count as traffic.
    await this.client.invoke("inspect.state").catch(() => {});
    await this.refresh();
    if (this.isInspected) {
      void this.keep(new AbortController().signal, (signal) => this.#watch(signal));
    }
  }

  async refresh() {
    const commands = await this.client.invoke("commands");
    this.commands = new Map(commands.map((command) => [command.name, command]));
    this.#tell("commands", this.commands);
  }

  /** Runs a stream reader until the signal fires. If the connection is lost, runs it again when the connection is back. */
  async keep(signal, run, failed = () => {}) {
    while (!signal.aborted && this.client.state !== "closed") {
      try {
        return await run(signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }

        if (error.code !== "connection_lost") {
          failed(error);
          return;
        }

        await this.#ready(signal);
      }
    }
  }

  async #watch(signal) {
    await this.client.invoke("inspect.state");
    for await (const state of this.client.stream("inspect.watch", [interval], { signal })) {
      const before = this.state;
      this.state = state;
      const seconds = before ? state.uptime_seconds - before.uptime_seconds : 0;
      state.rate = seconds > 0 ? Math.max(0, (state.messages - before.messages) / seconds) : 0;
      state.seconds = seconds > 0 ? seconds : interval / 1_000;
      this.#tell("state", state);
    }
  }

  #ready(signal) {
    return new Promise((resolve) => {
      const done = () => {
        if (signal.aborted || this.client.state === "ready" || this.client.state === "closed") {
          this.removeEventListener("link", done);
          resolve();
        }
      };
      this.addEventListener("link", done);
      signal.addEventListener("abort", done, { once: true });
      done();
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The text of a pane that needs a host which records its traffic. */
export const notInspected =
  "This host keeps nothing of its traffic. Set HostOptions.Inspection = new InspectionOptions(), or start `liaison websocket` with --console.";
