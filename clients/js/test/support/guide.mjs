// Runs the blocks of a guide in docs/guides. An expression with `// → value` behind it has to give that value. Each block is a scope of its
// own, but for those before `blocks`, whose names all that follow see.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const guides = join(import.meta.dirname, "../../../../docs/guides");

/** The blocks of a guide after a fence such as "```js". */
export function blocksOf(guide, fence) {
  const text = readFileSync(join(guides, guide), "utf8");
  return [...text.matchAll(new RegExp(`^${fence}\n([^]*?)^\`\`\`$`, "gm"))].map((match) => match[1]);
}

/** Makes a function of blocks: the first one is open to the others. It is given what they use, by name. */
export function program(blocks, names) {
  const [first, ...rest] = blocks.map(checked);
  const body = [first, ...rest.map((block) => `{\n${block}}\n`)].join("");
  const AsyncFunction = (async () => {}).constructor;
  return new AsyncFunction(...names, "same", "load", body);
}

function checked(block) {
  return block
    .replace(/^import (\{[^}]*\}) from ("[^"]*");$/gm, "const $1 = await load($2);")
    .replace(/^( *)(.*); \/\/ → (.*)$/gm, "$1same($2, $3);")
    .replaceAll("import.meta.url", "moduleUrl");
}
