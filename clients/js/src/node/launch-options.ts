import type { ClientOptions } from "../client.js";
import type { ChildOptions } from "./child.js";
import type { StreamOptions } from "./streams.js";

/** The options for starting a back end. */
export interface LaunchOptions extends ChildOptions, StreamOptions {
  /** `stdio` for a back end that speaks over its standard streams without a ready message. Any other back end reports its address. */
  transport?: "stdio";
  /**
   * The token that clients must present. The back end receives it in the environment variable LIAISON_TOKEN. Random by default;
   * false for none.
   */
  token?: string | false;
  /** Whether the back end is liaison-py, which supports no token and only text. */
  liaisonPy?: boolean;
  /** Whether it is restarted after it has ended: at most `times` within a minute (5 by default). Off by default. */
  restart?: boolean | { times: number };
  /** The options of the client. */
  client?: ClientOptions;
}
