import { readFileSync } from "node:fs";

/** Whether a process runs; one that is dead and not buried does not. */
export function runs(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }

  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

/** Waits until a process is no more. The runner's time limit ends the wait. */
export async function gone(pid) {
  while (runs(pid)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
