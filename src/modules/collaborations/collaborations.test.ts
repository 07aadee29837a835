// 多方联动 on a case: started once, bodies standing in, a decision before anything is carried out, and who may not.

import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { asSystem, elevated, inTransaction, SYSTEM } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';
import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { closed, dispatched, filed, openOrder, property, rows, sanitation } from '../cases/played-for-tests.ts';
import { FILLERS, mayStillAct, waitsFor } from './rules.ts';
import { findSteps, insertSteps, lockSteps, saveStep } from './store.ts';
import type { CollaborationRole, Step } from './rules.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const at = (caseId: string) => `/cases/${caseId}/collaboration`;
const start = (caseId: string, who: PersonName = 'luo') => town.as(who).post(at(caseId), { id: newId() });
async function started(): Promise<string> {
  const { id } = await filed(town);
  const reply = await start(id);
  expect(reply, reply.text).toMatchObject({ status: 200 });
  return id;
}
const stepsOf = async (caseId: string) => (await town.as('luo').get(at(caseId))).json.steps;
const step = async (caseId: string, role: CollaborationRole) =>
  (await stepsOf(caseId)).find((each: { role: string }) => each.role === role);

async function take(caseId: string, role: CollaborationRole, fields: object = {}, who: PersonName = 'luo') {
  const { version } = (await step(caseId, role)) ?? { version: 1 };
  const input = { id: newId(), version, filledBy: FILLERS[role][0], isDone: true, ...fields };
  return town.as(who).put(`${at(caseId)}/${role}`, input);
}
const decision = { decidedOn: '2026-11-18', evidence: 'ballot', isAgreed: true };
const minutes = '2026-7 号表决票，应到 96 户，实到 71 户，同意 60 户';
const decide = (caseId: string, fields: object = {}) =>
  take(caseId, 'decide', { decision, words: minutes, filledBy: 'ownersCommittee', ...fields });

test('the six roles stand in their order with who fills each and who stands in; started twice it is one', async () => {
  const id = await started();
  const again = await start(id);
  expect(again.json).toMatchObject({ mayStart: false });
  expect(again.json.steps.map(({ role }: { role: string }) => role)).toEqual(['stationed', 'liaison', 'lead', 'decide', 'carryOut', 'takePart']); // prettier-ignore
  expect(await step(id, 'decide')).toMatchObject({
    fillers: ['ownersAssembly', 'ownersCommittee', 'managementCommittee', 'residentsGroup'],
    filledBy: null,
    beganAt: null,
    mayAct: true,
  });
});

test('nothing is carried out before a recorded decision for it: none, one against it, one for it', async () => {
  const id = await started();
  expect(await step(id, 'carryOut')).toMatchObject({ waitsFor: 'decision', mayAct: false });
  expect((await take(id, 'carryOut', { isDone: false })).json).toMatchObject({ type: '/problems/decision-missing', waits: 'decision' }); // prettier-ignore
  await decide(id, { decision: { ...decision, isAgreed: false } });
  expect((await take(id, 'carryOut', { isDone: false })).json).toMatchObject({ type: '/problems/decision-missing', waits: 'agreement' }); // prettier-ignore
  expect((await decide(id)).json.steps[3]).toMatchObject({ decision, words: minutes, mayAct: false });
  expect((await take(id, 'carryOut', { isDone: false })).json.steps[4]).toMatchObject({ filledBy: 'propertyFirm', doneAt: null }); // prettier-ignore
  expect((await take(id, 'carryOut')).json.steps[4]).toMatchObject({ doneAt: town.now(), mayAct: false });
});

test('where there is no owners’ committee the residents’ own group decides, on paper all the same', async () => {
  const id = await started();
  const bare = await take(id, 'decide', { filledBy: 'residentsGroup' });
  expect(bare.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/decision', '/words']);
  const wrong = await decide(id, { filledBy: 'propertyFirm', decision: { ...decision, decidedOn: '2027-01-01' } });
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/filledBy', '/decision/decidedOn']); // prettier-ignore
  expect((await take(id, 'liaison', { decision })).json.errors).toMatchObject([{ pointer: '/decision' }]);
  expect((await decide(id, { filledBy: 'residentsGroup' })).json.steps[3]).toMatchObject({ filledBy: 'residentsGroup', decision }); // prettier-ignore
});

test('the same request again answers the same; of two at once one counts; a stale one reads the version', async () => {
  const id = await started();
  const input = { id: newId(), version: 1, filledBy: 'gridLead', isDone: false };
  const put = (body: object) => town.as('luo').put(`${at(id)}/stationed`, body);
  expect((await put(input)).status).toBe(200);
  expect((await put(input)).json.steps[0]).toMatchObject({ version: 2 });
  expect((await put({ ...input, isDone: true })).json.type).toBe('/problems/id-taken');
  const both = await Promise.all([put({ ...input, id: newId(), version: 2, isDone: true }), put({ ...input, id: newId(), version: 2, isDone: true })]); // prettier-ignore
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await put({ ...input, id: newId() })).json).toMatchObject({
    type: '/problems/changed-meanwhile',
    version: 3,
  });
});

test('it is kept by whoever looks after the place, while the matter is open; others do not see it', async () => {
  const id = await started();
  expect((await take(id, 'liaison', {}, 'callback')).json.type).toBe('/problems/permission-missing');
  expect((await town.as('jinDispatcher').get(at(id))).status).toBe(404);
  expect((await town.as('cao').get(at(id))).status).toBe(403);
  const over = await closed(town);
  expect((await start(over.id)).json.type).toBe('/problems/case-move-refused');
  expect((await town.as('luo').get(at(over.id))).json).toEqual({ mayStart: false, steps: [] });
  const { id: none } = await filed(town);
  expect((await take(none, 'stationed')).status).toBe(404);
});

test('an organisation with an order reads its own role and the decision it waits for, and nobody’s words', async () => {
  const { id, orderId } = await dispatched(town, sanitation.id, { contact: { name: '汪小雨', phone: '10012345678' } });
  const { crew } = await openOrder(town, orderId);
  const ownRole = async (asker: Client = crew) => (await asker.get(`/cases/${id}/own-role`)).json;
  expect(await ownRole()).toEqual({ own: null });
  await start(id);
  const waiting = { role: 'carryOut', filledBy: 'contractor', beganAt: null, doneAt: null, decision: null, waitsFor: 'decision' }; // prettier-ignore
  expect(await ownRole()).toEqual({ own: waiting });
  expect((await crew.get(at(id))).status).toBe(403);
  await decide(id);
  await take(id, 'carryOut', { filledBy: 'propertyFirm', isDone: false, words: '物业汪小雨先量尺寸' });
  const begun = await crew.get(`/cases/${id}/own-role`);
  expect(begun.json).toEqual({
    own: { ...waiting, filledBy: 'propertyFirm', beganAt: town.now(), decision, waitsFor: null },
  });
  expect(begun.text).not.toContain('汪小雨');
  expect(await ownRole(town.as('luo'))).toEqual({ own: null });
  expect((await town.as('cao').get(`/cases/${id}/own-role`)).status).toBe(404);
  expect((await town.stranger().get(`/cases/${id}/own-role`)).status).toBe(401);
});

test('the property firm signed in reads that it carries out, as what it is', async () => {
  const { id } = await dispatched(town, property.id);
  await start(id);
  expect((await town.as('cao').get(`/cases/${id}/own-role`)).json).toMatchObject({
    own: { role: 'carryOut', filledBy: 'propertyFirm', waitsFor: 'decision' },
  });
});

test('every step is told to the pages that show the case', async () => {
  const id = await started();
  await take(id, 'stationed');
  const facts = await rows<{ body: { caseId: string } }>(
    town,
    "select body from d_yunting.facts where name = 'case.collaborated'",
  );
  const own = facts.filter(({ body }) => body.caseId === id);
  expect(own).toHaveLength(2);
});

test('row security shows the steps to the area alone, and lets nobody write them past the action', async () => {
  const id = await started();
  const inScope = <T>(path: string, work: (db: Db) => Promise<T>) => {
    const grant = {
      role: 'streetDispatcher' as const,
      path,
      permissions: new Set(['case.read']),
      organisationId: null,
      gridId: null,
    };
    const actor = { ...SYSTEM, kind: 'account' as const, accountId: newId(), grants: [grant] };
    return inTransaction(town.context(actor), ({ db }) => work(db));
  };
  const count = (path: string) => inScope(path, async (db) => (await findSteps(db, id)).length);
  expect(await count('/yunting/jg/')).toBe(6);
  expect(await count('/yunting/jt/')).toBe(0);
  await inScope('/yunting/jg/', (db) => saveStep(db, id, 'lead', { version: 9 }));
  expect(await step(id, 'lead')).toMatchObject({ version: 1 });
  const { id: bare } = await filed(town);
  await expect(inScope('/yunting/jg/', (db) => insertSteps(db, bare))).rejects.toThrow('row-level security');
});

test('who comes while a step is being written waits for it, and reads that it has changed', async () => {
  const id = await started();
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const first = inTransaction(asSystem(town.context()), (ctx) =>
    elevated(ctx, 'saveMove', async () => {
      await lockSteps(ctx.db, id);
      await saveStep(ctx.db, id, 'lead', { filled_by: 'compoundBranch', began_at: ctx.now, version: 2 });
      resolve();
      await sleep(400);
    }),
  );
  await written;
  const input = { id: newId(), version: 1, filledBy: 'communityBranch', isDone: true };
  const second = await town.as('luo').put(`${at(id)}/lead`, input);
  await first;
  expect(second.json).toMatchObject({ type: '/problems/changed-meanwhile', version: 2 });
});

const bare = (role: CollaborationRole, extra: Partial<Step> = {}): Step => ({ role, filledBy: null, beganAt: null, doneAt: null, decision: null, ...extra }); // prettier-ignore

test('only carrying out waits; a decision against it may be taken anew, one for it stands', () => {
  expect(waitsFor('takePart', [bare('decide')])).toBeNull();
  expect(waitsFor('carryOut', [])).toBe('decision');
  const done = { doneAt: '2026-11-19T01:14:00.000Z' };
  const decided = (isAgreed: boolean) => bare('decide', { ...done, decision: { decidedOn: '2026-11-18', evidence: 'minutes', isAgreed } }); // prettier-ignore
  expect(waitsFor('carryOut', [decided(true)])).toBeNull();
  expect([decided(true), decided(false), bare('lead', done), bare('lead')].map(mayStillAct)).toEqual([false, true, false, true]); // prettier-ignore
});
