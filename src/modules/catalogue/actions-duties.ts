// The duty lists: who owes what where. What they say of a class at a place is asked by every dispatch and every proposal.

import { createOnGround, changeGround, noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { responsibleFor, streetItemAt } from './rules-responsible.ts';
import type { DutyItem, Responsible } from './rules-responsible.ts';
import { findClassRow } from './store.ts';
import { findDutyRow, listDutyRows, saveDutyRow, withdrawDutyRow } from './store-duties.ts';

export function listDuties(ctx: Context): Promise<DutyItem[]> {
  return readGround(ctx, ({ db }) => listDutyRows(db));
}

export type WantedDuty = DutyItem & { readonly requestId: string };

/** @throws {Problem} `input-invalid` with every wrong field, `changed-meanwhile` */
export function saveDuty(ctx: Context, { requestId, ...item }: WantedDuty): Promise<DutyItem> {
  const make = async (ctx: TransactionContext) => {
    guardHolds(ctx.actor, 'catalogue.manage', ctx.district.path);
    await guardItem(ctx, item);
    await saveItem(ctx, item);
    await noteDuty(ctx, 'duty.save', item);
  };
  return createOnGround(ctx, { ...item, id: requestId, itemId: item.id } as { id: string }, make, (ctx) =>
    getDuty(ctx, item.id),
  );
}

/** @throws {Problem} `changed-meanwhile`, `not-found` */
export function withdrawDuty(ctx: Context, id: string, version: number): Promise<{ id: string }> {
  return changeGround(ctx, async (ctx) => {
    guardHolds(ctx.actor, 'catalogue.manage', ctx.district.path);
    const item = await getDuty(ctx, id);
    if (!(await withdrawDutyRow(ctx.db, { id, version, at: ctx.now }))) throw await changedMeanwhile(ctx, item);
    await noteDuty(ctx, 'duty.withdraw', item);
    return { id };
  });
}

/** What the street's list says of this class here; undefined where it says nothing. Inside a transaction of the caller. */
export async function streetDutyAt(
  ctx: TransactionContext,
  classCode: string,
  path: string,
): Promise<DutyItem | undefined> {
  return streetItemAt(await listDutyRows(ctx.db, { classCode }), path);
}

/** Who is responsible by the lists; undefined where they say nothing. Inside a transaction of the caller. */
export async function responsibleAt(
  ctx: TransactionContext,
  classCode: string,
  path: string,
): Promise<Responsible | undefined> {
  const found = await findClassRow(ctx.db, classCode);
  return found && responsibleFor(found.classType, await listDutyRows(ctx.db, { classCode }), path);
}

/** Inside a transaction of the caller. @throws {Problem} `changed-meanwhile` */
export async function saveItem(ctx: TransactionContext, item: DutyItem): Promise<void> {
  if (!(await saveDutyRow(ctx.db, item))) throw await changedMeanwhile(ctx, item);
}

async function guardItem({ db, district }: TransactionContext, item: DutyItem): Promise<void> {
  const organisation = await db
    .selectFrom('organisations')
    .select('closed_at')
    .where('id', '=', item.organisationId)
    .executeTakeFirst();
  const isClassKnown = item.classCode === null || (await findClassRow(db, item.classCode)) !== undefined;
  const area = await db.selectFrom('areas').select('level').where('path', '=', item.path).executeTakeFirst();
  const isInside = item.path.startsWith(district.path);
  const isStreet = area?.level === 'street' || area?.level === 'township';
  const wrong: [string, string, boolean][] = [
    ['organisationId', 'there is no such open organisation', organisation === undefined || organisation.closed_at !== null],
    ['classCode', 'there is no such class', !isClassKnown],
    ['path', 'is no area of this district', area === undefined || !isInside],
    ['path', "a street's list belongs to a street", item.list === 'street' && area !== undefined && !isStreet],
    ['sort', "a street's item is basic, supported or taken back", item.list === 'street' && item.sort === null],
    ['sort', "only a street's item has a sort", item.list !== 'street' && item.sort !== null],
  ]; // prettier-ignore
  const errors = wrong
    .filter(([, , isWrong]) => isWrong)
    .map(([field, detail]) => ({ pointer: `/${field}`, in: 'body', detail }));
  if (errors.length > 0) throw problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
}

async function getDuty({ db }: TransactionContext, id: string): Promise<DutyItem> {
  const found = await findDutyRow(db, id);
  if (found === undefined) throw problem('not-found', 'There is no such item in the lists of this district');
  return found;
}

async function changedMeanwhile({ db }: TransactionContext, { id, version: seen }: DutyItem) {
  const version = (await findDutyRow(db, id))?.version ?? 0;
  return problem('changed-meanwhile', `It stands at version ${version}; you have seen ${seen}`, { version });
}

export function noteDuty(ctx: TransactionContext, act: AuditAct, { id, list, classCode }: DutyItem): Promise<void> {
  const { path } = ctx.district;
  return noteChange(ctx, { act, subjectKind: 'dutyItem', subjectId: id, path, codes: { list, classCode } });
}
