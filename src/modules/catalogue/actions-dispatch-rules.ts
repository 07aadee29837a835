// The dispatch rules: written by whoever arbitrates or keeps the catalogue, asked by every proposal.

import { createOnGround, changeGround, noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { holds } from '#permissions';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { conflictOf, ruleFor } from './rules-dispatch.ts';
import type { DispatchRule } from './rules-dispatch.ts';
import { findClassRow } from './store.ts';
import {
  findRuleOfCase,
  findRuleRow,
  listRuleRows,
  lockRulesOf,
  saveRuleRow,
  withdrawRuleRow,
} from './store-dispatch-rules.ts';

export function findDispatchRules(ctx: Context): Promise<DispatchRule[]> {
  return readGround(ctx, ({ db }) => listRuleRows(db));
}

export type WantedRule = DispatchRule & { readonly requestId: string };

/** @throws {Problem} `permission-missing`, `input-invalid` with every wrong field, `dispatch-rule-conflict` with the other, `changed-meanwhile` */
export function saveDispatchRule(ctx: Context, { requestId, ...rule }: WantedRule): Promise<DispatchRule> {
  const make = async (ctx: TransactionContext) => {
    guardSettles(ctx);
    await guardRule(ctx, rule);
    await lockRulesOf(ctx.db, rule.classCode);
    const other = conflictOf(rule, await listRuleRows(ctx.db, { classCode: rule.classCode }));
    if (other !== undefined)
      throw problem('dispatch-rule-conflict', `Another rule holds from ${other.startsOn}`, {
        ruleId: other.id,
        organisationId: other.organisationId,
        startsOn: other.startsOn,
        endsOn: other.endsOn,
      });
    if (!(await saveRuleRow(ctx.db, rule))) throw await changedMeanwhile(ctx, rule);
    await note(ctx, 'dispatchRule.save', rule);
  };
  return createOnGround(ctx, { ...rule, id: requestId, ruleId: rule.id } as { id: string }, make, (ctx) =>
    getRule(ctx, rule.id),
  );
}

/** @throws {Problem} `permission-missing`, `changed-meanwhile`, `not-found` */
export function withdrawDispatchRule(ctx: Context, id: string, version: number): Promise<{ id: string }> {
  return changeGround(ctx, async (ctx) => {
    guardSettles(ctx);
    const rule = await getRule(ctx, id);
    if (!(await withdrawRuleRow(ctx.db, { id, version, at: ctx.now }))) throw await changedMeanwhile(ctx, rule);
    await note(ctx, 'dispatchRule.withdraw', rule);
    return { id };
  });
}

/** What was settled for this class here and holds today. Inside a transaction of the caller. */
export async function dispatchRuleAt(
  ctx: TransactionContext,
  classCode: string,
  path: string,
): Promise<DispatchRule | undefined> {
  return ruleFor(await listRuleRows(ctx.db, { classCode }), path, dayOf(ctx.now, ctx.district.timeZone));
}

/** The rule an arbitration was kept as. Inside a transaction of the caller. */
export function ruleOfCase({ db }: TransactionContext, caseId: string): Promise<DispatchRule | undefined> {
  return findRuleOfCase(db, caseId);
}

function guardSettles({ actor, district }: Context): void {
  if (holds(actor, 'case.arbitrate', district.path) || holds(actor, 'catalogue.manage', district.path)) return;
  throw problem('permission-missing', 'Dispatch rules are written by whoever arbitrates or keeps the catalogue', {
    needs: ['case.arbitrate', 'catalogue.manage'],
  });
}

async function guardRule({ db, district }: TransactionContext, rule: DispatchRule): Promise<void> {
  const organisation = await db
    .selectFrom('organisations')
    .select('closed_at')
    .where('id', '=', rule.organisationId)
    .executeTakeFirst();
  const area = await db.selectFrom('areas').select('level').where('path', '=', rule.path).executeTakeFirst();
  const settledIn = rule.caseId === null || (await isSettled(db, rule.caseId));
  const isInside = rule.path.startsWith(district.path);
  const wrong: [string, string, boolean][] = [
    ['organisationId', 'there is no such open organisation', organisation === undefined || organisation.closed_at !== null],
    ['classCode', 'there is no such class', (await findClassRow(db, rule.classCode)) === undefined],
    ['path', 'is no area of this district', area === undefined || !isInside],
    ['caseId', 'nothing was settled in this case', !settledIn],
    ['endsOn', 'lies before the first day', rule.endsOn !== null && rule.endsOn < rule.startsOn],
  ]; // prettier-ignore
  const errors = wrong
    .filter(([, , isWrong]) => isWrong)
    .map(([field, detail]) => ({ pointer: `/${field}`, in: 'body', detail }));
  if (errors.length > 0) throw problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
}

async function isSettled(db: TransactionContext['db'], caseId: string): Promise<boolean> {
  const found = await db
    .selectFrom('cases')
    .select('arbitrated_organisation_id')
    .where('id', '=', caseId)
    .executeTakeFirst();
  return found?.arbitrated_organisation_id != null;
}

async function getRule({ db }: TransactionContext, id: string): Promise<DispatchRule> {
  const found = await findRuleRow(db, id);
  if (found === undefined) throw problem('not-found', 'There is no such dispatch rule');
  return found;
}

async function changedMeanwhile({ db }: TransactionContext, { id, version: seen }: DispatchRule) {
  const version = (await findRuleRow(db, id))?.version ?? 0;
  return problem('changed-meanwhile', `It stands at version ${version}; you have seen ${seen}`, { version });
}

function note(ctx: TransactionContext, act: AuditAct, { id, classCode, caseId }: DispatchRule): Promise<void> {
  const { path } = ctx.district;
  return noteChange(ctx, { act, subjectKind: 'dispatchRule', subjectId: id, path, codes: { classCode, caseId } });
}
