// The files that app://window/ serves, and no others. A page with its own scheme can load modules, and has its own origin.

import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const page = join(import.meta.dirname, "page");
const files = {
  "/index.html": join(page, "index.html"),
  "/page.js": join(page, "page.js"),
  "/page.css": join(page, "page.css"),
  "/liaison.js": fileURLToPath(import.meta.resolve("liaison-client/liaison.js")),
};
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Answers a request of the page. */
export async function pageFile(request) {
  const { pathname } = new URL(request.url);
  if (!Object.hasOwn(files, pathname)) {
    return new Response(null, { status: 404 });
  }

  const headers = { "Content-Type": types[extname(pathname)], "X-Content-Type-Options": "nosniff" };
  return new Response(await readFile(files[pathname]), { headers });
}
