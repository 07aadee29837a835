// What follows an upload: the picture freed of what its camera wrote, and uploads that no case ever named removed.

import { buffer } from 'node:stream/consumers';

import { asSystem, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { PictureUnreadable, makeThumbnail, readCaptureFacts, reencodePicture as reencode } from '#platform/pictures.ts';
import { printOf } from '#platform/picture-print.ts';

import { keepNamed, removeUnlessNamed } from './actions-files.ts';
import { unnamedSince } from './rules.ts';
import { deleteUnnamed, findReceived, saveReencoded } from './store.ts';
import { savePrint } from './store-prints.ts';

const ROWS_AT_ONCE = 200;

/**
 * After `attachment.received`. A second run, or one for an upload that was removed, changes nothing.
 *
 * @param isPrinted false for drawn pictures that stand in for many: they would all be copies of one another
 */
export function reencodePicture(ctx: Context, attachmentId: string, isPrinted = true): Promise<void> {
  return oneAtATime(() => reencodeOnce(asSystem(ctx), attachmentId, isPrinted));
}

/** By the clock: uploads that waited a day for their case. Answers how many. */
export async function removeUnnamed(ctx: Context): Promise<number> {
  const system = asSystem(ctx);
  let removed = 0;
  for (;;) {
    const { rows, hashes } = await inTransaction(system, ({ db }) =>
      deleteUnnamed(db, unnamedSince(ctx.now), ROWS_AT_ONCE),
    );
    await removeUnlessNamed(system, hashes);
    removed += rows;
    if (rows < ROWS_AT_ONCE) return removed;
  }
}

// A decoded picture takes up to 200 MB: two at once would not fit a small machine.
let last: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine;
  return mine;
}

async function reencodeOnce(ctx: Context, id: string, isPrinted: boolean): Promise<void> {
  const find = () => inTransaction(ctx, ({ db }) => findReceived(db, id));
  const original = await find();
  if (original === undefined) return;
  const file = await ctx.platform.files.open(original);
  if (file === undefined) {
    // Gone with its row while we looked is as it should be; else the job fails and comes again.
    if ((await find()) === undefined) return;
    throw new Error(`the original of attachment ${id} is missing`);
  }
  const content = await buffer(file.stream);
  const pictures = await encode(content);
  const facts = await readCaptureFacts(content, ctx.district.timeZone);
  const print = isPrinted && pictures[0] !== undefined ? await printOf(pictures[0]) : undefined;
  const written: string[] = [];
  const isSaved = await keepNamed(ctx, pictures, (hashes) => {
    written.push(...hashes);
    const [whole = null, thumbnail = null] = hashes;
    return inTransaction(ctx, async ({ db }) => {
      const isFirst = await saveReencoded(db, id, {
        state: whole === null ? 'refused' : 'ready',
        ready_hash: whole,
        thumbnail_hash: thumbnail,
        taken_at: facts.takenAt ?? null,
        taken_longitude: facts.longitude ?? null,
        taken_latitude: facts.latitude ?? null,
      });
      if (isFirst && print !== undefined) await savePrint(db, id, print, ctx.now);
      return isFirst;
    });
  });
  await removeUnlessNamed(ctx, isSaved ? [original] : written);
}

/** The picture and its thumbnail; nothing when it cannot be decoded, which the report survives. */
async function encode(content: Buffer): Promise<Buffer[]> {
  try {
    const whole = await reencode(content);
    return [whole.content, (await makeThumbnail(whole.content)).content];
  } catch (error) {
    if (error instanceof PictureUnreadable) return [];
    throw error;
  }
}
