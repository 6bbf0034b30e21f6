import { spawn } from "node:child_process";

// The shell reads one line when the child has ended. It reads the end of its input when this process has ended, whatever killed it.
const script = `
if read -r line; then exit; fi
kill -TERM "$1" 2>/dev/null || exit
waited=0
while [ "$waited" -lt "$2" ] && kill -0 "$1" 2>/dev/null; do sleep 1; waited=$((waited + 1)); done
kill -KILL "$1" 2>/dev/null
`;

/**
 * Ends a process when this process has ended, even if this process was killed. It asks the other process to end, and kills it after
 * the deadline. Returns a function that stops this, to call when the process has ended. Not needed on Windows: there the system
 * ends the children of Node together with Node.
 */
export function guard(pid: number, deadline: number): () => void {
  if (process.platform === "win32") {
    return () => {};
  }

  const seconds = String(Math.ceil(deadline / 1_000));

  // In its own session, so that signals of a terminal to this process do not reach it.
  const shell = spawn("/bin/sh", ["-c", script, "sh", String(pid), seconds], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  (shell.stdin as unknown as { unref?(): void }).unref?.();
  return () => void shell.stdin.end("ended\n");
}
