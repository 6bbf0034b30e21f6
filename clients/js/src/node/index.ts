// What there is in Node: all that there is in a browser, and more ways to connect.
export * from "../index.js";
export { connect } from "./connect.js";
