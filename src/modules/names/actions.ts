// Keeps names beside what they name: with every write on the ground, and once for what was there before or was loaded in bulk.

import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { readySpelling, spell } from '#platform/spelling.ts';

import {
  NAME_KINDS,
  findNameable,
  findUnlikeNames,
  findUnspelledAccounts,
  hasNames,
  removeFallenNames,
  removeName,
  saveNames,
  saveSpelling,
} from './store.ts';
import type { NameKind, NameRow } from './store.ts';

export { findNamesBy, findNamesByPhone, findPeopleBy } from './store.ts';
export type { NameKind, NameRow, PersonRow } from './store.ts';

/** A page of the filling step: small enough that the embedded database answers others in between. */
const AT_ONCE = 500;

export function isNameKind(kind: string): kind is NameKind {
  return (NAME_KINDS as readonly string[]).includes(kind);
}

/**
 * After a write on the ground: the name of this thing as it is now, or none when it is closed. `readySpelling` has to be awaited
 * before the transaction.
 */
export async function rememberName(ctx: TransactionContext, id: string): Promise<void> {
  const standing = await findNameable(ctx.db, ctx.district.path, id);
  if (standing === undefined) await removeName(ctx.db, id);
  else await saveNames(ctx.db, [spelled(standing)]);
}

/** What a redrawn grid follows is found no more. */
export async function forgetName(ctx: TransactionContext, id: string): Promise<void> {
  await removeName(ctx.db, id);
}

/** The step that runs once, for a district that has no names yet: loaded before there were any, restored, or a fresh demo. */
export async function fillNamesOnce(ctx: Context): Promise<void> {
  if (await inTransaction({ ...ctx }, ({ db }) => hasNames(db))) return;
  await fillNames(ctx);
}

/** Brings all names to what stands, and spells whoever is not spelled. Answers how many were unlike. Run as the platform itself. */
export async function fillNames(ctx: Context): Promise<{ names: number; people: number }> {
  await readySpelling();
  const { fallen, unlike } = await inTransaction({ ...ctx }, async ({ db }) => ({
    fallen: await removeFallenNames(db, ctx.district.path),
    unlike: await findUnlikeNames(db, ctx.district.path),
  }));
  for (let at = 0; at < unlike.length; at += AT_ONCE) {
    const part = unlike.slice(at, at + AT_ONCE).map(spelled);
    await inTransaction({ ...ctx }, ({ db }) => saveNames(db, part));
  }
  return { names: fallen + unlike.length, people: await spellPeople(ctx) };
}

async function spellPeople(ctx: Context): Promise<number> {
  let people = 0;
  for (;;) {
    const written = await inTransaction({ ...ctx }, async ({ db }) => {
      const rows = await findUnspelledAccounts(db, AT_ONCE);
      for (const { id, name } of rows) await saveSpelling(db, id, spell(name, { isPerson: true }));
      return rows.length;
    });
    people += written;
    if (written < AT_ONCE) return people;
  }
}

function spelled(row: NameRow): NameRow & { spelling: string } {
  const names = [row.name, ...(row.also ?? '').split('|')].map((name) => spell(name)).filter((name) => name !== '');
  return { ...row, spelling: names.join('|') };
}
