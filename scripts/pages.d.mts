// Types of pages.mjs, for the scripts in TypeScript.

/** Builds the web apps when their sources have changed since the last build. */
export function ensurePages(node: string): Promise<void>;
