import type { ClientOptions } from "../client.js";
import type { ChildOptions } from "./child.js";
import type { StreamOptions } from "./streams.js";

/** What a back end is started with. */
export interface LaunchOptions extends ChildOptions, StreamOptions {
  /** `stdio` for a back end that speaks over its standard streams and does not say so; any other says where it is. */
  transport?: "stdio";
  /** What clients have to present; the back end is told by the environment variable LIAISON_TOKEN. Random unless given; false for none. */
  token?: string | false;
  /** Whether the back end is liaison-py, which knows no token, and text alone. */
  liaisonPy?: boolean;
  /** Whether it is started again when it has ended: at most `times` within a minute, 5 unless given. It is not, unless given. */
  restart?: boolean | { times: number };
  /** What the client is told. */
  client?: ClientOptions;
}
