// Makes a directory and those above it; Node's own way never returns where none can be made (DATA_DIR=/proc/x).
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Answers the topmost directory that was made, undefined when all were there.
 *
 * @throws an error of the file system with `syscall` mkdir
 */
export function makeDirectories(directory: string, mode = 0o777): string | undefined {
  const path = resolve(directory);
  if (isDirectory(path)) return undefined;
  const firstMade = dirname(path) === path ? undefined : makeDirectories(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isDirectory(path)) throw error;
    return firstMade;
  }
  return firstMade ?? path;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
