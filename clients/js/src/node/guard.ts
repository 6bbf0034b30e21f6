import { spawn } from "node:child_process";

// Reads a line when the child has ended, and otherwise the end of its input, when this process has: whatever killed it.
const script = `
if read -r line; then exit; fi
kill -TERM "$1" 2>/dev/null || exit
waited=0
while [ "$waited" -lt "$2" ] && kill -0 "$1" 2>/dev/null; do sleep 1; waited=$((waited + 1)); done
kill -KILL "$1" 2>/dev/null
`;

/**
 * Has a process ended when this one has, even where this one is killed: told to end, and killed after the deadline. Gives what calls that off,
 * once the process has ended. On Windows nothing is needed: there the system ends the children of Node with it.
 */
export function guard(pid: number, deadline: number): () => void {
  if (process.platform === "win32") {
    return () => {};
  }

  const seconds = String(Math.ceil(deadline / 1_000));

  // In a session of its own, so that what a terminal sends to this one does not reach it.
  const shell = spawn("/bin/sh", ["-c", script, "sh", String(pid), seconds], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  (shell.stdin as unknown as { unref?(): void }).unref?.();
  return () => void shell.stdin.end("ended\n");
}
