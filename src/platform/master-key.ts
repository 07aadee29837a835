// Finds the master key that wraps the districts' keys: in the environment, or in a file outside the data directory.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, isAbsolute } from 'node:path';
import { KeyRefused } from './crypto.ts';
import { makeDirectories } from './directories.ts';

const KEY_BYTES = 32;

export interface MasterKeySource {
  /** `GEZHI_MASTER_KEY`: 32 bytes in base64. Wins over the file. */
  text?: string | undefined;
  path: string;
  /** The key must not lie where a copy of the data would take it along. */
  dataDirectory: string;
  /** True only where no data exists yet: a new key beside old data could open none of it. */
  createIfMissing?: boolean;
}

/** @throws {KeyRefused} with one sentence for the operator; never with anything of the key */
export function loadMasterKey({ text, path, dataDirectory, createIfMissing = false }: MasterKeySource): Buffer {
  if (text !== undefined && text !== '') return parseMasterKey(text, 'GEZHI_MASTER_KEY');
  const inside = relative(realPath(dataDirectory), realPath(path));
  if (!inside.startsWith('..') && !isAbsolute(inside)) {
    throw new KeyRefused(`The master key file ${path} lies in the data directory; keep it elsewhere`);
  }
  if (createIfMissing) createKeyFile(path);
  return parseMasterKey(readKeyFile(path), `The master key file ${path}`);
}

function parseMasterKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, 'base64');
  if (bytes.length !== KEY_BYTES || !/^[\w+/-]{43}=?$/.test(trimmed))
    throw new KeyRefused(`${where} must be 32 bytes in base64`);
  return bytes;
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new KeyRefused(`The master key file ${path} cannot be read; set GEZHI_MASTER_KEY or restore the file`, {
      cause: error,
    });
  }
}

function createKeyFile(path: string): void {
  let descriptor;
  try {
    makeDirectories(dirname(path), 0o700);
    // wx: a second process starting at the same moment must not replace the key the first one already uses.
    descriptor = openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && syscall === 'open') return;
    throw new KeyRefused(`The master key file ${path} cannot be created`, { cause: error });
  }
  try {
    writeFileSync(descriptor, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The path with its links followed as far as it exists. */
function realPath(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(full) === full) throw error;
    return resolve(realPath(dirname(full)), full.slice(dirname(full).length).replace(/^[/\\]/, ''));
  }
}
