// The data directory of a demo that was built once, copied for every server of the journeys: building it takes long, copying a second.

import { createHash } from 'node:crypto';
import { constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const NAME = 'gezhi-demo-';
const OLD_MS = 86_400_000;

/**
 * Fills an empty directory with the demo. Several processes may build at once: whoever is first gives its directory the name,
 * the others throw theirs away.
 *
 * @param build starts the program on a directory, waits until it is ready and stops it
 */
export async function fillWithDemo(directory: string, build: (directory: string) => Promise<void>): Promise<void> {
  const template = join(tmpdir(), `${NAME}${fingerprint(new Date())}`);
  if (!existsSync(template)) await buildTemplate(template, build);
  await cp(template, directory, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

async function buildTemplate(template: string, build: (directory: string) => Promise<void>): Promise<void> {
  await removeOld(template);
  const making = await mkdtemp(join(tmpdir(), 'gezhi-building-'));
  await build(making);
  await rename(making, template).catch(async (error: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true, force: true });
    // Somebody else was first.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** Of what the demo is made of, and of the day: its matters lie so many hours before now. */
function fingerprint(now: Date): string {
  const hash = createHash('sha256').update(now.toISOString().slice(0, 10));
  for (const file of [...filesIn('migrations'), ...filesIn('seeds'), 'package-lock.json'])
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(directory: string): string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => statSync(join(ROOT, file)).isFile())
    .toSorted();
}

/** Those of yesterday and before; one that is being copied just now was made today. */
async function removeOld(template: string): Promise<void> {
  const before = Date.now() - OLD_MS;
  const others = readdirSync(tmpdir())
    .filter((name) => name.startsWith(NAME))
    .map((name) => join(tmpdir(), name))
    .filter((path) => path !== template && statSync(path).mtimeMs < before);
  for (const path of others) await rm(path, { recursive: true, force: true });
}
