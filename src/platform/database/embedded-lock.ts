// Lets only one process at a time open a data directory: the lock is a listening socket in it.
//
// A socket is answered exactly as long as its process lives, so a killed process leaves nothing that has to be judged by age
// or by process number (numbers repeat between containers that share a volume). It guards one machine: a directory on a
// network disk must not be opened from two.
//
// Every starter listens under a name of its own and only then looks at the others. Whoever is refused is dead, and its name is
// never used again, so removing it can hit nobody alive. Of two that start at once, each is listening before it looks: at
// least one sees the other, the later name gives way, and the earlier name waits until the other has given way or has won.
// (One shared name would need "remove it if it is still the dead one", which no file system offers.)
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Lock {
  release(): Promise<void>;
}

/** The data directory cannot be opened; the message is one sentence for the person at the terminal. */
export class DirectoryRefused extends Error {
  override name = 'DirectoryRefused';
}

const LOCK_NAME = /^lock-[0-9a-f-]{36}$/;
const LONGEST_SOCKET_PATH_BYTES = 100; // Linux allows 107, macOS 103
const LONGEST_WAIT_MS = 5_000; // a starter decides within milliseconds; one that hangs longer is treated as the owner
const LOOK_AGAIN_MS = 20;

/**
 * Takes the lock of a directory that exists.
 *
 * @throws {DirectoryRefused} when a living process holds it
 */
export async function takeLock(directory: string): Promise<Lock> {
  const name = `lock-${randomUUID()}`;
  const server = await listenIn(directory, name);
  const withdraw = async (): Promise<void> => {
    await stopListening(server);
    removeLock(directory, name);
  };

  try {
    await waitUntilAlone(directory, name);
  } catch (error) {
    await withdraw();
    throw error;
  }
  if (!existsSync(join(directory, name))) {
    // Somebody looked between our bind and our listen and took us for dead. We were not seen, so we have not won.
    await withdraw();
    return takeLock(directory);
  }

  writeFileSync(heldMark(directory, name), '');
  return { release: withdraw };
}

async function waitUntilAlone(directory: string, own: string): Promise<void> {
  const giveUpAt = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const others = await livingOthers(directory, own);
    if (others.length === 0) return;
    const mustYield = others.some((other) => other < own || existsSync(heldMark(directory, other)));
    if (mustYield || performance.now() > giveUpAt) {
      throw new DirectoryRefused(
        `The data directory ${directory} is in use by another running process; stop that one or choose another directory.`,
      );
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

async function livingOthers(directory: string, own: string): Promise<string[]> {
  const living: string[] = [];
  for (const name of readdirSync(directory)) {
    if (name === own || !LOCK_NAME.test(name)) continue;
    if (await isAnswered(directory, name)) living.push(name);
    else removeLock(directory, name);
  }
  return living;
}

function listenIn(directory: string, name: string): Promise<Server> {
  return withShortPath(directory, (shortDirectory) => {
    const server = createServer((connection) => connection.destroy());
    server.unref(); // the lock alone does not keep a process running
    return new Promise<Server>((resolve, reject) => {
      server.once('error', reject);
      server.listen(join(shortDirectory, name), () => resolve(server));
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Only a refusal or an absent name means dead; a full queue or missing rights mean that somebody is there. */
function isAnswered(directory: string, name: string): Promise<boolean> {
  return withShortPath(directory, (shortDirectory) => {
    const connection = connect(join(shortDirectory, name));
    return new Promise<boolean>((resolve) => {
      connection.once('connect', () => {
        connection.destroy();
        resolve(true);
      });
      connection.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
      });
    });
  });
}

/** A socket's path may have about 100 bytes, a directory's 4,096: a long one is reached by a short-lived link to it. */
async function withShortPath<T>(directory: string, work: (shortDirectory: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(directory) + 1 + 'lock-'.length + 36 <= LONGEST_SOCKET_PATH_BYTES) return work(directory);
  const linkDirectory = mkdtempSync(join(tmpdir(), 'gezhi-'));
  const link = join(linkDirectory, 'd');
  symlinkSync(directory, link);
  try {
    return await work(link);
  } finally {
    rmSync(linkDirectory, { recursive: true });
  }
}

function heldMark(directory: string, name: string): string {
  return join(directory, `${name}.held`);
}

function removeLock(directory: string, name: string): void {
  rmSync(join(directory, name), { force: true });
  rmSync(heldMark(directory, name), { force: true });
}
