// Launches a back end, says which process that is, and waits to be killed:
//
//   node parent.mjs <options as JSON>

import { launch } from "liaison-client";

const launched = await launch(JSON.parse(process.argv[2]));
console.log(launched.pid);
setInterval(() => {}, 1_000);
