// Files and the rows that name them: a file goes only when no row of any district names it, and never under an upload.

import { buffer } from 'node:stream/consumers';

import { districtsOf } from '#modules/areas/districts.ts';
import { asSystem, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';

import { findNamed } from './store.ts';

const BATCH = 200;
/** No upload takes so long. */
const UNFINISHED_MINUTES = 24 * 60;

/**
 * Keeps files and saves the row that names them, by their hashes in the same order. A removal of the same content may
 * have looked just before the row was there: so each file is looked for once more, and kept again.
 */
export async function keepNamed<T>(
  ctx: Context,
  contents: readonly Buffer[],
  save: (hashes: readonly string[]) => Promise<T>,
): Promise<T> {
  const { files } = ctx.platform;
  const kept = [];
  for (const content of contents) kept.push({ content, hash: (await files.put(content)).hash });
  const saved = await save(kept.map(({ hash }) => hash));
  for (const { content, hash } of kept) if (!(await files.exists(hash))) await files.put(content);
  return saved;
}

/** Answers how many were removed. */
export async function removeUnlessNamed(ctx: Context, hashes: readonly string[]): Promise<number> {
  let removed = 0;
  for (const hash of await withoutNamed(ctx, hashes)) removed += (await removeWatchfully(ctx, hash)) ? 1 : 0;
  return removed;
}

/**
 * Removes every file that no attachment names: what a process left behind that ended between file and row, or while an upload
 * came in, and what nobody could remove during a backup. The files are the whole city's, and attachments alone keep any there.
 */
export async function removeOrphans(ctx: Context): Promise<number> {
  await ctx.platform.files.removeUnfinished(Date.parse(addMinutes(ctx.platform.clock(), -UNFINISHED_MINUTES)));
  let removed = 0;
  let batch: string[] = [];
  for await (const { hash } of ctx.platform.files.list()) {
    batch.push(hash);
    if (batch.length < BATCH) continue;
    removed += await removeUnlessNamed(ctx, batch);
    batch = [];
  }
  return removed + (await removeUnlessNamed(ctx, batch));
}

/**
 * Whoever names the content meanwhile either finds the file gone and keeps it again (keepNamed), or is found here, after
 * the removal, and gets it back.
 */
async function removeWatchfully(ctx: Context, hash: string): Promise<boolean> {
  const { files } = ctx.platform;
  const file = await files.open(hash);
  if (file === undefined) return false;
  const content = await buffer(file.stream);
  if (await files.areRemovalsHeld(Date.parse(ctx.platform.clock()))) return false;
  await files.remove(hash);
  if ((await withoutNamed(ctx, [hash])).length > 0) return true;
  await files.put(content);
  return false;
}

/** Every district is asked, also one that is closed for an upgrade; one that cannot answer stops the removal. */
async function withoutNamed(ctx: Context, hashes: readonly string[]): Promise<string[]> {
  let left = [...hashes];
  for (const district of await districtsOf(ctx.platform.database).all()) {
    if (left.length === 0) return [];
    const named = new Set(await inTransaction({ ...asSystem(ctx), district }, ({ db }) => findNamed(db, left)));
    left = left.filter((hash) => !named.has(hash));
  }
  return left;
}
