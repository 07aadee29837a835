// Who may call whom, which steps stand open where, and that no state of a call is a trap.

import { describe, expect, test } from 'vitest';

import { LEVELS, defaultGrant, permissionsOf } from '#permissions';
import type { Level } from '#permissions';

import {
  CALL_STATUSES,
  CALL_VERBS,
  callTransition,
  callVerbsFor,
  escalatedTo,
  FINAL_CALL_STATUSES,
  ruleForLevel,
  ruleForOrganisation,
  STOOD_DOWN,
} from './rules.ts';
import type { CallFacts, CallStatus, CallVerb } from './rules.ts';

const HERE = '/yunting/jg/cw/g03/';
const CREW = '00000000-0000-7000-8000-000000000001';
const worker = { accountId: 'worker', grants: [defaultGrant('gridWorker', HERE)] };
const lead = { accountId: 'lead', grants: [defaultGrant('gridLead', '/yunting/jg/cw/')] };
const street = { accountId: 'street', grants: [defaultGrant('streetDispatcher', '/yunting/jg/')] };
const district = { accountId: 'district', grants: [defaultGrant('dutyChief', '/yunting/')] };
const crew = { accountId: 'crew', grants: [defaultGrant('orgReceiver', '/yunting/', CREW)] };
const leader = { accountId: 'leader', grants: [defaultGrant('approver', '/yunting/jg/')] };
const EVERYBODY = [worker, lead, street, district, crew, leader];

const call = (change: Partial<CallFacts>): CallFacts => ({
  id: 'call',
  status: 'called',
  path: HERE,
  organisationId: CREW,
  organisationLine: [CREW],
  isByPhone: false,
  level: null,
  fromLevel: 'community',
  calledBy: 'lead',
  blownBy: 'worker',
  confirmedAt: null,
  ratingAnsweredAt: null,
  isWhistleOpen: true,
  ...change,
});

const endOf = (verb: CallVerb, from: CallStatus): CallStatus => {
  const { to } = callTransition(verb);
  return to === 'same' ? from : to;
};

describe('who may call whom', () => {
  test('a worker calls the lead; the community the street; the street the district', () => {
    const called = LEVELS.map((from) => [from, LEVELS.filter((to) => ruleForLevel(from, to) === 'free')]);
    expect(Object.fromEntries(called)).toEqual({
      microGrid: ['grid'],
      grid: ['grid'],
      community: ['street'],
      street: ['district'],
      district: [],
    });
  });

  test('organisations are called from the community up; above the street only with approval, off the direct list', () => {
    const of = (organisationPath: string, isOnDirectList: boolean) =>
      LEVELS.map((from) => ruleForOrganisation(from, HERE, { organisationPath, isOnDirectList }));
    expect(of('/yunting/jg/', false)).toEqual(['refused', 'refused', 'free', 'free', 'free']);
    expect(of('/yunting/', false)).toEqual(['refused', 'refused', 'refused', 'approval', 'free']);
    expect(of('/yunting/', true)).toEqual(['refused', 'refused', 'free', 'free', 'free']);
    expect(of('/yunting/jt/', false)).toEqual(['refused', 'refused', 'refused', 'approval', 'free']);
  });
});

describe('no status is a trap', () => {
  const waiting = CALL_STATUSES.filter((status) => !FINAL_CALL_STATUSES.includes(status));

  test.each(waiting)('%s: somebody can go on', (status) => {
    expect(EVERYBODY.flatMap((actor) => callVerbsFor(actor, call({ status })))).not.toEqual([]);
  });

  test.each(CALL_STATUSES)('from %s an end can be reached', (status) => {
    const reached = new Set<CallStatus>([status]);
    for (const at of reached) {
      for (const verb of CALL_VERBS) if (callTransition(verb).from.includes(at)) reached.add(endOf(verb, at));
      if (STOOD_DOWN.includes(at)) reached.add('stoodDown');
    }
    expect([...reached].some((each) => FINAL_CALL_STATUSES.includes(each))).toBe(true);
  });

  test.each(CALL_STATUSES)('%s is reached from the beginning', (status) => {
    const reached = new Set<CallStatus>(['called', 'awaitingApproval', 'stoodDown']);
    for (const at of reached)
      for (const verb of CALL_VERBS) if (callTransition(verb).from.includes(at)) reached.add(endOf(verb, at));
    expect(reached).toContain(status);
  });
});

test('each step belongs to its own: the called, the whistler, the level above, the leader who approves', () => {
  const open = (status: CallStatus) =>
    EVERYBODY.map((actor) => [actor.accountId, callVerbsFor(actor, call({ status }))]).filter(
      ([, verbs]) => verbs?.length,
    );
  expect(open('called')).toEqual([
    ['worker', ['confirm', 'urge']],
    ['lead', ['confirm', 'urge']],
    ['crew', ['answer', 'reportIn', 'askReturn']],
  ]);
  expect(open('returnAsked')).toEqual([
    ['street', ['approveReturn', 'refuseReturn']],
    ['district', ['approveReturn', 'refuseReturn']],
  ]);
  expect(open('awaitingApproval')).toEqual([['leader', ['approve', 'refuse']]]);
  expect(open('done')).toEqual([
    ['worker', ['rate']],
    ['lead', ['rate']],
  ]);
  expect(open('rated')).toEqual([['crew', ['answerRating']]]);
});

test('a lead is called, and answered for by every level above, never by the worker and never by whoever called', () => {
  const toLead = call({
    organisationId: null,
    organisationLine: [],
    level: 'grid',
    fromLevel: 'grid',
    calledBy: 'worker',
  });
  const answering = EVERYBODY.filter((actor) => callVerbsFor(actor, toLead).includes('answer'));
  expect(answering.map(({ accountId }) => accountId)).toEqual(['lead', 'street', 'district']);
  expect(callVerbsFor(lead, { ...toLead, calledBy: 'lead' })).not.toContain('answer');
  expect(permissionsOf('gridWorker')).not.toContain('whistle.answer');
});

test('what an organisation without accounts says by phone is written down by staff; with accounts it speaks itself', () => {
  expect(callVerbsFor(street, call({ isByPhone: true }))).toContain('reportIn');
  expect(callVerbsFor(street, call({}))).not.toContain('reportIn');
});

test('each escalation is one level higher and ends at the district', () => {
  const steps = (fromLevel: Level, level: Level | null, hasCommunity = true) => {
    const told: Level[] = [];
    for (let next = escalatedTo({ fromLevel, level, escalatedLevel: null, hasCommunity }); next !== null;) {
      told.push(next);
      next = escalatedTo({ fromLevel, level, escalatedLevel: next, hasCommunity });
    }
    return told;
  };
  expect(steps('microGrid', 'grid')).toEqual(['community', 'street', 'district']);
  expect(steps('grid', 'grid')).toEqual(['community', 'street', 'district']);
  expect(steps('community', null)).toEqual(['street', 'district']);
  expect(steps('street', null)).toEqual(['district']);
  expect(steps('district', null)).toEqual([]);
  // A market that belongs to no community: nobody would hear it there.
  expect(steps('grid', 'grid', false)).toEqual(['street', 'district']);
});

test('who comes by the link of one call speaks for that call alone, and for nobody else', () => {
  const phone = { accountId: null, grants: [], linkCallId: 'call' };
  expect(callVerbsFor(phone, call({}))).toEqual(['answer', 'reportIn', 'askReturn']);
  expect(callVerbsFor(phone, call({ id: 'other' }))).toEqual([]);
  expect(callVerbsFor(phone, call({ status: 'rated' }))).toEqual(['answerRating']);
});

test('after the whistle is over nobody is waited for; rating and answering it remain', () => {
  const after = (status: CallStatus) =>
    EVERYBODY.flatMap((actor) => callVerbsFor(actor, call({ status, isWhistleOpen: false })));
  expect(CALL_STATUSES.filter((status) => after(status).length > 0)).toEqual(['done', 'rated']);
});
