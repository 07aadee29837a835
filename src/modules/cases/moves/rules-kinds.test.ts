import { expect, test } from 'vitest';

import {
  attempt,
  cast,
  closed,
  COMMUNITY,
  dispatched,
  fedBack,
  GRID,
  MICRO,
  next,
  pipeClass,
  reported,
  STREET,
  withFacts,
} from '../cast-for-tests.ts';

const water = { organisationId: 'water', newWorkOrderId: 'water-1', isOnDirectList: true };
const roads = { organisationId: 'roads', newWorkOrderId: 'roads-1' };
const property = { workOrderId: 'property-1' };
const wrong = (...fields: string[]) => ({
  errors: fields.map((field) => expect.objectContaining({ pointer: `/${field}` })),
});
const refusedWith = (slug: string, extras: Record<string, unknown> = {}) =>
  expect.objectContaining({ slug, extras: expect.objectContaining(extras) });

test('the class can be named together with the move, by who may settle it', () => {
  const unclassed = { ...reported(), class: pipeClass };
  const sent = next(unclassed, cast.zhou, 'dispatchDirect', { ...water, newClass: pipeClass });
  expect(sent.before.classCode).toBe('pipe');
  const atMicro = { ...reported({ path: MICRO, heldLevel: 'microGrid' }), class: pipeClass };
  const named = { evidence: ['photo'] as const, newClass: pipeClass };
  expect(attempt(atMicro, cast.wu, 'resolveOnSpot', named)).toThrow(refusedWith('permission-missing'));
});

test('no other move slips in another class, whose rules are laxer', () => {
  const lax = { ...pipeClass, acceptedEvidence: ['document'] as const };
  const slipped = { ...property, evidence: ['document'] as const, newClass: lax };
  expect(attempt({ ...dispatched(), class: lax }, cast.propertyReceiver, 'feedback', slipped)).toThrow(
    refusedWith('input-invalid', wrong('newClass')),
  );
});

test('the reporter withdraws before dispatch, not after', () => {
  expect(next(reported(), cast.resident, 'withdraw').before.status).toBe('withdrawn');
  expect(attempt(dispatched(), cast.resident, 'withdraw')).toThrow(refusedWith('case-move-refused'));
  const sentBack = withFacts(dispatched(), { status: 'filed' });
  expect(attempt(sentBack, cast.resident, 'withdraw')).toThrow(refusedWith('already-dispatched'));
});

test('one of several voices withdraws and the case stays for the others', () => {
  const two = withFacts(reported(), { reportCount: 2 });
  expect(next(two, cast.resident, 'withdraw').before).toMatchObject({ status: 'collected', reportCount: 1 });
});

test('only the reporter evaluates, once for each closing', () => {
  const rated = next(closed(), cast.resident, 'evaluate', { isSolved: true });
  expect(rated.before.status).toBe('evaluated');
  expect(attempt(rated, cast.resident, 'evaluate', { isSolved: true })).toThrow(refusedWith('case-move-refused'));
  expect(attempt(closed(), cast.lin, 'evaluate', { isSolved: true })).toThrow(refusedWith('permission-missing'));
});

test('a refusal names where to go, can be objected to once, and the objection is held one level above', () => {
  expect(attempt(reported(), cast.officer, 'reject')).toThrow(refusedWith('input-invalid', wrong('referral')));
  const no = next(reported(), cast.officer, 'reject', { referral: 'consumerProtection' });
  const again = next(no, cast.resident, 'objectToRejection');
  expect(again.before).toMatchObject({ status: 'collected', heldLevel: 'community' });
  const twice = next(again, cast.luo, 'reject', { referral: 'consumerProtection' });
  expect(attempt(twice, cast.resident, 'objectToRejection')).toThrow(refusedWith('objection-used'));
});

test('a complaint is held one level above, and the one complained about neither sees nor handles it', () => {
  const about = { accountId: 'zhou', organisationId: null, path: GRID, level: 'grid' } as const;
  const complaint = reported({ kind: 'complaint', about });
  expect(complaint.before).toMatchObject({ path: COMMUNITY, heldLevel: 'community', secrecy: 'confidential' });
  expect(attempt(complaint, cast.zhou, 'answer', { words: '已处理' })).toThrow(refusedWith('not-found'));
  const leadToo = { ...cast.luo, accountId: 'zhou' };
  expect(attempt(complaint, leadToo, 'answer', { words: '已处理' })).toThrow(refusedWith('not-found'));
  expect(next(complaint, cast.luo, 'answer', { words: '已处理' }).before.status).toBe('closed');
});

test('a case turned into a complaint moves above and is not dispatched to the organisation it is about', () => {
  const about = { accountId: null, organisationId: 'property', path: COMMUNITY, level: 'community' } as const;
  const turned = next(reported(), cast.lin, 'classify', { kind: 'complaint', about });
  expect(turned.before).toMatchObject({ path: STREET, heldLevel: 'street', aboutOrganisationId: 'property' });
  const problem = next(turned, cast.lin, 'classify', { kind: 'problem' });
  const filed = next(problem, cast.lin, 'file');
  const toThem = attempt(filed, cast.lin, 'dispatch', { organisationId: 'property', newWorkOrderId: 'property-1' });
  expect(toThem).toThrow(refusedWith('organisation-complained-about'));
});

test('enquiries end with an answer, suggestions with a decision, praise at once', () => {
  const enquiry = reported({ kind: 'enquiry' });
  expect(next(enquiry, cast.zhou, 'answer', { words: '在社区一楼' }).before.status).toBe('closed');
  expect(attempt(enquiry, cast.zhou, 'resolveOnSpot', { evidence: ['photo'] })).toThrow(
    refusedWith('kind-has-another-path'),
  );
  const idea = reported({ kind: 'suggestion' });
  expect(attempt(idea, cast.zhou, 'answer', { words: '谢谢' })).toThrow(refusedWith('input-invalid'));
  expect(next(idea, cast.zhou, 'answer', { words: '可以', adoption: 'adopted' }).before.status).toBe('closed');
  expect(reported({ kind: 'praise' }).before.status).toBe('closed');
});

test('a tip-off is verified by the authority’s record', () => {
  const filed = next(reported({ kind: 'tipOff' }), cast.lin, 'file');
  const sent = next(filed, cast.lin, 'dispatch', roads);
  const done = next(sent, cast.roadsReceiver, 'feedback', { workOrderId: 'roads-1', evidence: ['document'] });
  expect(attempt(done, cast.lin, 'verify', { outcome: 'solved' })).toThrow(refusedWith('evidence-missing'));
  expect(next(done, cast.lin, 'verify', { outcome: 'solved', evidence: ['document'] }).before.verification).toBe(
    'solved',
  );
  expect(attempt(fedBack(), cast.lin, 'verify', { outcome: 'solved', evidence: ['document'] })).toThrow(
    refusedWith('kind-has-another-path'),
  );
});

test('a confidential case does not exist for posts without the permission', () => {
  const secret = reported({ wantsSecrecy: true });
  expect(attempt(secret, cast.zhou, 'confirm', { outcome: 'true' })).toThrow(refusedWith('not-found'));
  expect(next(secret, cast.luo, 'confirm', { outcome: 'true' }).before.confirmation).toBe('true');
});

test('a confidential matter nobody else may go and see is verified by a record or by the person concerned', () => {
  const settled = next(reported({ wantsSecrecy: true }), cast.luo, 'resolveOnSpot', { evidence: ['photo'] });
  const sent = next(next(settled, cast.resident, 'reopen'), cast.lin, 'dispatch', roads);
  const done = next(sent, cast.roadsReceiver, 'feedback', { workOrderId: 'roads-1', evidence: ['photo'] });
  expect(attempt(done, cast.luo, 'verify', { outcome: 'solved' })).toThrow(refusedWith('verifier-is-handler'));
  expect(attempt(done, cast.lin, 'verify', { outcome: 'solved' })).toThrow(refusedWith('evidence-missing'));
  const confirmed = next(done, cast.lin, 'verify', { outcome: 'solved', evidence: ['partyConfirmation'] });
  expect(confirmed.before.verification).toBe('solved');
});

test('a class is settled before filing, and settling stays inside the district', () => {
  expect(attempt({ ...reported(), class: undefined }, cast.zhou, 'file')).toThrow(refusedWith('class-missing'));
  const away = attempt(reported(), cast.zhou, 'classify', { path: '/chengan/x/' });
  expect(away).toThrow(refusedWith('input-invalid', wrong('path')));
  const unnamed = attempt(reported(), cast.zhou, 'classify', { kind: 'complaint' });
  expect(unnamed).toThrow(refusedWith('input-invalid', wrong('about')));
});

test('a problem is not talked away with an answer, and praise is not evaluated', () => {
  expect(attempt(reported(), cast.zhou, 'answer', { words: '知道了' })).toThrow(refusedWith('kind-has-another-path'));
  const praise = attempt(reported({ kind: 'praise' }), cast.resident, 'evaluate', { isSolved: true });
  expect(praise).toThrow(refusedWith('kind-has-another-path'));
});

test('a case does not become a kind without work orders while one is open', () => {
  const helped = next(dispatched(), cast.lin, 'addCoHandler', roads);
  const reason = { ...property, sendBackReason: 'otherTerritory', words: '不归我们' } as const;
  const asked = next(helped, cast.propertyReceiver, 'sendBack', reason);
  const back = next(asked, cast.streetChief, 'approveSendBack', property);
  expect(attempt(back, cast.lin, 'classify', { kind: 'praise' })).toThrow(refusedWith('work-order-open'));
});

test('merging is reversible and keeps secrets apart', () => {
  const target = { ...reported({ id: 'other' }).before };
  const merged = next(reported(), cast.officer, 'merge', { target });
  expect(merged.before).toMatchObject({ status: 'merged', mergedIntoId: 'other' });
  expect(next(merged, cast.officer, 'unmerge').before).toMatchObject({ status: 'collected', mergedIntoId: null });
  const secret = { ...target, secrecy: 'confidential' } as const;
  expect(attempt(reported(), cast.luo, 'merge', { target: secret })).toThrow(refusedWith('merge-impossible'));
});

test('splitting makes a second case at the same place', () => {
  const both = attempt(reported(), cast.officer, 'split', { newCaseId: 'rubbish' })();
  expect(both.newCase).toMatchObject({ id: 'rubbish', status: 'collected', path: GRID, classCode: null });
  expect(both.after.status).toBe('collected');
});
