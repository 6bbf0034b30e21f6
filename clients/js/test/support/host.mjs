// Starts the real tool as the host of the tests, with JavaScriptCompanion of Liaison.Tests:
//
//   LIAISON_TOOL    the built tool, liaison.dll; that of a Release build unless given
//   LIAISON_HOSTED  the assembly with the companion; Liaison.Tests.dll beside the tool unless given

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const built = join(import.meta.dirname, "../../../../Liaison.Tests/bin/Release/net10.0/liaison.dll");

export const dotnet = process.env.DOTNET_HOST_PATH ?? "dotnet";
export const tool = process.env.LIAISON_TOOL ?? built;
export const hosted = process.env.LIAISON_HOSTED ?? join(dirname(tool), "Liaison.Tests.dll");

if (!existsSync(tool)) {
  throw new Error(`There is no ${tool}. Build it: dotnet build Liaison.Tests`);
}

/** The arguments of dotnet that start the tool with the companion of the tests. */
export function toolArguments(transport, ...options) {
  return ["exec", tool, ...transport, "--load", hosted, "--companion", "JavaScriptCompanion", "--details", "on", ...options];
}

/** A host, and where it is. */
export class Host {
  #process;

  constructor(process, ready) {
    this.#process = process;
    this.address = ready.address;
    this.token = ready.token ?? undefined;
    this.link = ready.link;
  }

  /** Starts one at `["websocket", "localhost:0"]`, `["unix", path]` or `["pipe", name]`. */
  static async start(transport = ["websocket", "localhost:0"], ...options) {
    const child = spawn(dotnet, toolArguments(transport, "--ready", "json", "--exit-with-parent", ...options), {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for (let line = ""; !line.includes("\n");) {
      const [chunk] = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => [undefined])]);
      if (chunk === undefined) {
        throw new Error("The host did not start.");
      }

      line += chunk;
      if (line.endsWith("\n")) {
        return new Host(child, JSON.parse(line));
      }
    }
  }

  async stop(signal = "SIGTERM") {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill(signal);
      await ended;
    }
  }
}

/** A name for a pipe that nobody has. */
export function freshName() {
  return `liaison-js-${randomUUID().slice(0, 13)}`;
}

/** A path for a socket that nobody has. */
export function freshPath() {
  return join(tmpdir(), `${freshName()}.sock`);
}
