import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Starts the browser of this machine: that of LIAISON_CHROMIUM, or the first on the PATH. */
export function startChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath =
    process.env.LIAISON_CHROMIUM ?? folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (!executablePath) {
    throw new Error("Chromium is not on the PATH. Install the package chromium of your system.");
  }

  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
