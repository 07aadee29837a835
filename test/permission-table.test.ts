// Who may do what, as practitioners wrote it down, held against the roles and the transition table cell by cell.

import { describe, expect, test } from 'vitest';

import { PERMISSION_KEYS, ROLE_KEYS, permissionsOf } from '../src/permissions.ts';
import type { Permission, Role } from '../src/permissions.ts';
import { CASE_VERBS, TRANSITIONS, transition } from '../src/modules/cases/moves/transitions.ts';
import type { CaseVerb } from '../src/modules/cases/moves/transitions.ts';

// The second column says what a filled cell means; a cell with `=` means something else, `= –` nothing that a role holds by itself:
// "proposes" is an outcome of confirming, "own" is the reporter's right, and who is the organisation has a post in it.
const TABLE = `
| verb | permission | 居民 | 微网格员 | 网格员 | 网格长/社区 | 街道分拨 | 区分拨 | 单位收件人 | 单位承办人 | 审批人 | 回访/督查 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 反映/上报 | case.report | ● = report | ● | ● | ● | ● | ● | | ● | | |
| 代录 | case.reportForOther | | ● | ● | ● | ● | ● | | | | |
| 补充、撤回 | case.supplement case.withdraw | own = supplement withdraw | own = – | own = – | ● | ● | ● | | | | |
| 核实 | case.confirm | | in grid | in grid | ● | | | | | | |
| 受理/立案 | case.file | | | own grid | ● | ● | ● | | | | |
| 不予受理 | case.reject | | proposes = – | proposes = – | ● | ● | ● | | | | |
| 当场办结 | case.resolveOnSpot | | ● | ● | ● | | | | | | |
| 上报 | case.escalate | | to the grid | to the community | to the street | to the district | | | | | |
| 交办 | case.handDown | | | | to its grids | to its communities | to its streets | | | | |
| 直派 | case.dispatchDirect | | | ● | ● | ● | ● | | | | |
| 派遣、改派、并案、拆分 | case.dispatch case.merge case.split | | | | partners = case.dispatchPartner case.merge case.split | ● | ● | | | | |
| 签收、内部交办 | workOrder.acknowledge workOrder.assign | | | | (if it is the organisation) = – | | | ● | | | |
| 联系反映人 | reporter.contact | | | ● | ● | ● | ● | relay = workOrder.askToRelay | relay = workOrder.askToRelay | | ● |
| 反馈 | workOrder.feedback | | | (if handler) | | | | ● | ● | | |
| 退回、延期、挂账 apply | workOrder.sendBack case.askExtension | | | | ● | | | ● | | | |
| approve | – | | | | | 值班长 = case.approveSendBack case.approveExtension | 值班长 = case.approveSendBack case.approveExtension case.arbitrate | | | = case.approveSuspension | |
| 核查 | case.verify | | as neighbour | not own | not own | | | | | | re-check = case.recheck |
| 结案 | case.close | | | 自办 only = case.closeOwn | 社区级 | ● | ● | | | | |
| 重开、评价 | – | ● = reopen evaluate | | | | | | | | | |
| 回访 | case.callBack | | | | ● | | | | | | ● |
| 吹哨 | whistle.blow | | to grid lead | to lead | to 街道科室 | to 区部门 | cross-district | | | approves = whistle.approve | |
| 督办、批示 | case.supervise | | | | | 街道 | 区 | | | leaders | ● |
`;

const DUTY_CHIEF = '值班长';
const COLUMNS: Readonly<Record<string, readonly Role[]>> = {
  微网格员: ['microGridMember'],
  网格员: ['gridWorker'],
  '网格长/社区': ['gridLead', 'communityOfficer'],
  街道分拨: ['streetDispatcher', 'dutyChief'],
  区分拨: ['districtDispatcher'],
  单位收件人: ['orgReceiver'],
  单位承办人: ['orgHandler'],
  审批人: ['approver'],
  '回访/督查': ['callbackOfficer', 'oversightOfficer'],
};

/** Where a role holds more or less than its cell says, and why. */
const DEVIATIONS = [
  { role: 'dutyChief', verb: '回访', more: 'case.callBack', why: 'calls in matters nobody else may see' },
  { role: 'gridLead', verb: '退回、延期、挂账 apply', less: 'workOrder.sendBack', why: 'only who holds the order' },
  { role: 'communityOfficer', verb: '退回、延期、挂账 apply', less: 'workOrder.sendBack', why: 'as the grid lead' },
  { role: 'callbackOfficer', verb: '督办、批示', less: 'case.supervise', why: 'of this column only 督查 supervises' },
] as const;

/** What a reporter may do beside the table: object once to a refusal (不属受理范围). */
const REPORTERS_BESIDE: readonly CaseVerb[] = ['objectToRejection'];

interface Row {
  readonly verb: string;
  readonly permissions: readonly Permission[];
  readonly cells: ReadonlyMap<string, string>;
}

const ROWS = readTable(TABLE);

describe.each(ROWS)('$verb', (row) => {
  test.each(ROLE_KEYS.filter((role) => standsInTable(role)))('%s holds what the cell says', (role) => {
    const rights = rightsOf(row);
    const held = permissionsOf(role).filter((permission) => rights.has(permission));
    expect(held.sort()).toEqual([...expected(row, role)].sort());
  });
});

test('a reporter may do what the column 居民 says', () => {
  const open = CASE_VERBS.filter((verb) => transition(verb).needs.includes('reporter'));
  const wanted = ROWS.flatMap(({ cells }) => namedIn(cells.get('居民') ?? ''));
  expect(open.sort()).toEqual([...wanted, ...REPORTERS_BESIDE].sort());
  expect(TRANSITIONS.evaluate.needs).toEqual(['reporter']);
});

test('roles beside the table report, and do nothing else of it', () => {
  const rights = new Set(ROWS.flatMap((row) => [...rightsOf(row)]));
  const held = ROLE_KEYS.filter((role) => !standsInTable(role)).map((role) => [
    role,
    permissionsOf(role).filter((permission) => rights.has(permission)),
  ]);
  expect(Object.fromEntries(held)).toEqual({
    mobileReporter: ['case.report'],
    partner: ['case.report'],
    districtAdmin: [],
    securityAdmin: [],
    auditor: [],
  });
});

test('the table is read whole, and each deviation deviates', () => {
  expect(ROWS).toHaveLength(22);
  expect(ROWS.flatMap((row) => [...rightsOf(row)]).filter((name) => !PERMISSION_KEYS.includes(name))).toEqual([]);
  expect(DEVIATIONS.filter(({ verb }) => !ROWS.some((row) => row.verb === verb))).toEqual([]);
  const idle = DEVIATIONS.filter((deviation) => {
    const says = new Set(
      ROWS.filter(({ verb }) => verb === deviation.verb).flatMap((row) => said(row, deviation.role)),
    );
    return 'more' in deviation ? says.has(deviation.more) : !says.has(deviation.less);
  });
  expect(idle).toEqual([]);
});

function readTable(text: string): Row[] {
  const [head = [], , ...lines] = text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return lines.map(([verb = '', permissions = '', ...cells]) => ({
    verb,
    permissions: wordsOf(permissions) as Permission[],
    cells: new Map(cells.map((cell, at) => [head[at + 2] ?? '', cell])),
  }));
}

function standsInTable(role: Role): boolean {
  return Object.values(COLUMNS).some((roles) => roles.includes(role));
}

/** Everything a row is about, whoever holds it. */
function rightsOf({ permissions, cells }: Row): Set<Permission> {
  const named = Object.keys(COLUMNS).flatMap((column) => namedIn(cells.get(column) ?? '')) as Permission[];
  return new Set([...permissions, ...named]);
}

/** What the cells say of a role: its own column's, and those that name the duty chief for him alone. */
function said({ permissions, cells }: Row, role: Role): Permission[] {
  return Object.entries(COLUMNS).flatMap(([column, roles]) => {
    const cell = cells.get(column) ?? '';
    const isMeant = cell.startsWith(DUTY_CHIEF) ? role === 'dutyChief' : roles.includes(role);
    if (!isMeant || cell === '') return [];
    return cell.includes('=') ? (namedIn(cell) as Permission[]) : permissions;
  });
}

function expected(row: Row, role: Role): Set<Permission> {
  const all = new Set<Permission>(said(row, role));
  for (const deviation of DEVIATIONS.filter((each) => each.role === role && each.verb === row.verb)) {
    if ('more' in deviation) all.add(deviation.more);
    else all.delete(deviation.less);
  }
  return all;
}

/** What stands behind the `=` of a cell. */
function namedIn(cell: string): string[] {
  return wordsOf(/=(.*)$/.exec(cell)?.[1] ?? '');
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '' && word !== '–');
}
