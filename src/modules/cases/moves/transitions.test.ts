import { expect, test } from 'vitest';

import { PERMISSION_KEYS, rolesHolding } from '#permissions';

import { CASE_STATUSES, FINAL_STATUSES } from '../facts.ts';
import type { CaseStatus } from '../facts.ts';
import { GUARDS } from './guards.ts';
import type { GuardName } from './guards.ts';
import { actorsOf, transitionsMarkdown } from './transitions-markdown.ts';
import { CASE_VERBS, MOVE_VERBS, transition } from './transitions.ts';
import type { MoveVerb } from './transitions.ts';

const final: readonly CaseStatus[] = FINAL_STATUSES;
// What `byRule` and `same` can come to, said by hand: a wrong rule must not make its own map.
const byRule: Record<string, readonly CaseStatus[]> = {
  classify: ['collected', 'confirming', 'filed', 'closed'],
  withdraw: ['withdrawn', 'collected', 'confirming', 'filed'],
  unmerge: ['collected', 'confirming', 'filed'],
  redispatch: ['dispatched'],
  acknowledge: ['handling'],
  sendBack: ['dispatched', 'handling'],
  approveSendBack: ['filed'],
  refuseSendBack: ['dispatched', 'handling'],
  arbitrate: ['dispatched', 'handling'],
  feedback: ['feedback'],
  verify: ['handling', 'verifying', 'closed'],
  reopen: ['handling', 'filed'],
  recheck: ['closed', 'evaluated', 'handling', 'filed'],
};

function endsOf(verb: MoveVerb): readonly CaseStatus[] {
  const { to } = transition(verb);
  if (to === 'byRule') return byRule[verb] ?? [];
  return to === 'same' ? [] : [to];
}

/** Statuses that can be reached from `start` by verbs some default role, or the reporter, holds. */
function reachable(start: CaseStatus, without: readonly string[] = []): Set<CaseStatus> {
  const seen = new Set([start]);
  for (const status of seen) {
    for (const verb of MOVE_VERBS) {
      const row = transition(verb);
      const actors = actorsOf(verb);
      const isOpen =
        row.from.includes(status) && (actors.reporter || actors.roles.length > 0) && !without.includes(verb);
      const ends = endsOf(verb);
      for (const end of isOpen ? ends : []) seen.add(end);
    }
  }
  return seen;
}

test('every rule-made status of the table is said in this test', () => {
  const ruled = MOVE_VERBS.filter((verb) => transition(verb).to === 'byRule');
  expect(Object.keys(byRule).sort()).toEqual([...ruled].sort());
});

test.each(CASE_STATUSES.filter((status) => !final.includes(status)))('%s is no trap', (status) => {
  expect([...reachable(status)].some((end) => final.includes(end))).toBe(true);
});

test.each(CASE_STATUSES.filter((status) => !final.includes(status)))('%s can end well', (status) => {
  const ways = reachable(status, ['cancel', 'merge', 'reject', 'withdraw']);
  expect(ways).toContain('closed');
});

test.each(['closed', 'evaluated', 'rejected', 'merged'] as const)('%s can be taken up again', (status) => {
  expect(reachable(status)).toContain('filed');
});

test('every status but the last ones is reached from a report', () => {
  expect([...reachable('collected')].sort()).toEqual([...CASE_STATUSES].sort());
});

test.each(CASE_VERBS)('%s can be done by somebody', (verb) => {
  const { reporter, roles } = actorsOf(verb);
  expect(reporter || roles.length > 0).toBe(true);
});

test('every guard is used and every guard named exists', () => {
  const named = new Set<GuardName>(CASE_VERBS.flatMap((verb) => transition(verb).guards));
  expect([...named].sort()).toEqual((Object.keys(GUARDS) as GuardName[]).sort());
});

test('every permission is held by some role', () => {
  const idle = PERMISSION_KEYS.filter((permission) => rolesHolding(permission).length === 0);
  expect(idle).toEqual([]);
});

test('no handler by role verifies: organisations and dispatchers hold no permission to check on site', () => {
  const roles = rolesHolding('case.verify');
  expect(roles).toEqual(['microGridMember', 'gridWorker', 'gridLead', 'communityOfficer']);
});

test('the page of transitions names every verb, status and guard', () => {
  const page = transitionsMarkdown();
  const names = [...CASE_VERBS, ...CASE_STATUSES, ...Object.keys(GUARDS)];
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
  expect(page).toContain('| `sendBack` | 退回申请 |');
});
