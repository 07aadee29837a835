// Types of launch.mjs, for the bench, which starts the server as it does.
export const SERVER: readonly string[];
