// The data directory of a demo that was built once, copied for every server of the journeys: building it takes long, copying a second.

import { createHash } from 'node:crypto';
import { constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const NAME = 'gezhi-demo-';
const MAKING = 'gezhi-building-';
/** Copying takes seconds and building a minute or two: what is older is in nobody's hands. */
const OLD_MS = 3_600_000;
/** The demo is played through the program itself: its rules make what lies in the template. */
const FOLDERS = ['migrations', 'seeds', 'src/modules', 'src/shared'];

/**
 * Fills an empty directory with the demo. Several processes may build at once: whoever is first gives its directory the name,
 * the others throw theirs away.
 *
 * @param build starts the program on a directory, waits until it is ready and stops it
 */
export async function fillWithDemo(
  directory: string,
  build: (directory: string) => Promise<void>,
  within = tmpdir(),
): Promise<void> {
  const template = join(within, `${NAME}${fingerprint(new Date())}`);
  if (!existsSync(template)) await buildTemplate(template, build, within);
  await cp(template, directory, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

async function buildTemplate(
  template: string,
  build: (directory: string) => Promise<void>,
  within: string,
): Promise<void> {
  await removeOld(within);
  const making = await mkdtemp(join(within, MAKING));
  try {
    await build(making);
    await rename(making, template);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    // Somebody else was first.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

/** Of what the demo is made of, and of the day: its matters lie so many hours before now. */
function fingerprint(now: Date): string {
  const hash = createHash('sha256').update(now.toISOString().slice(0, 10));
  for (const file of [...FOLDERS.flatMap(filesIn), 'package-lock.json'])
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(directory: string): string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => statSync(join(ROOT, file)).isFile())
    .toSorted();
}

/** Templates of an older demo, and what a build that was killed has left. */
async function removeOld(within: string): Promise<void> {
  const before = Date.now() - OLD_MS;
  const old = readdirSync(within)
    .filter((name) => name.startsWith(NAME) || name.startsWith(MAKING))
    .map((name) => join(within, name))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? before) < before);
  for (const path of old) await rm(path, { recursive: true, force: true });
}
