// Versions that follow one another, parents that lead back, who is responsible, and every wrong cell of a workbook.

import { expect, test } from 'vitest';

import { faultyGrade, findCycle, gradedLimitsOf, limitOn, repeatedStage } from './rules.ts';
import type { CatalogueClass } from './rules.ts';
import { responsibleFor, streetItemAt } from './rules-responsible.ts';
import type { DutyItem } from './rules-responsible.ts';
import { changedFields, checkLines, planEntries } from './rules-sheet.ts';
import type { SheetLine } from './rules-sheet.ts';
import { fitAfter, inForceOn, stateOf } from './rules-versions.ts';
import { rowOf, SHEET_COLUMNS } from './sheet-columns.ts';

const TODAY = '2026-11-19';
const hours = (amount: number) => ({ amount, unit: 'workHour' as const });
const days = (amount: number) => ({ amount, unit: 'workDay' as const });

const building: CatalogueClass = {
  code: 'illegal-building',
  parentCode: null,
  classType: 'cityMatter',
  majorName: '市容环境',
  name: '私搭乱建',
  severity: 'severe',
  secrecy: 'open',
  isDirect: false,
  isEmergency: false,
  isMinor: false,
  isAdmitted: true,
  evidenceKinds: ['photo', 'document'],
  limit: hours(4),
  stages: [
    { code: 'stop', name: '停止', limit: hours(4) },
    { code: 'penalty', name: '处罚', limit: days(7) },
    { code: 'demolish', name: '拆除', limit: days(20) },
  ],
  gradedLimits: [{ grade: 'A', severity: null, limit: hours(2) }],
  verifiedBy: 'asKind',
  filingCondition: '正在搭建',
  closingCondition: '停建并拆除',
  samplingPercent: 10,
  source: '演示目录',
  validFrom: '2026-01-01',
  validTo: null,
  version: 3,
};

const letters = Object.fromEntries(SHEET_COLUMNS.map(({ key }, at) => [key, String.fromCharCode(65 + at)]));
const factsWith = (...known: CatalogueClass[]) => ({
  newest: new Map(known.map((each) => [each.code, each])),
  today: TODAY,
  letters,
});
const line = (texts: SheetLine['texts'] = {}, row = 2): SheetLine => ({ row, texts: { ...rowOf(building), ...texts } });
const reasonsOf = (texts: SheetLine['texts']) =>
  checkLines([line(texts)], factsWith(building)).wrong.map(({ cell, reason }) => `${cell} ${reason}`);

test('an open version ends the day before the next; one of the same day is replaced; a said last day is kept', () => {
  const open = { version: 1, validFrom: '2026-01-01', validTo: null };
  expect(fitAfter(open, { validFrom: '2027-01-01' })).toEqual({ closesOn: '2026-12-31' });
  expect(fitAfter(open, { validFrom: '2026-01-01' })).toEqual({ closesOn: '2025-12-31' });
  const ended = { ...open, validTo: '2026-12-31' };
  expect(fitAfter(ended, { validFrom: '2027-03-01' })).toEqual({ closesOn: '2026-12-31' });
  expect(fitAfter(ended, { validFrom: '2026-12-31' })).toEqual({ overlaps: ended });
  expect(fitAfter(open, { validFrom: '2025-12-31' })).toEqual({ overlaps: open });
});

test('the newest that has begun is in force; one that was replaced on its first day never', () => {
  const first = { version: 1, validFrom: '2026-01-01', validTo: '2026-11-30' };
  const next = { version: 2, validFrom: '2026-12-01', validTo: null };
  const replaced = { version: 3, validFrom: '2026-11-10', validTo: '2026-11-09' };
  expect(inForceOn([first, next, replaced], TODAY)).toBe(first);
  expect(inForceOn([first, next], '2026-12-01')).toBe(next);
  expect([first, next, replaced].map((each) => stateOf(each, TODAY))).toEqual(['inForce', 'waiting', 'replaced']);
  expect(stateOf(first, '2026-12-01')).toBe('past');
});

test('parents that lead back are found, and a stage that comes twice', () => {
  const parents: Record<string, string | null> = { a: 'b', b: 'c', c: 'a', d: 'b', e: null };
  expect(findCycle('a', (code) => parents[code])).toEqual(['a', 'b', 'c', 'a']);
  expect(findCycle('d', (code) => parents[code])).toEqual(['d', 'b', 'c', 'a', 'b']);
  expect(findCycle('e', (code) => parents[code])).toBeUndefined();
  expect(repeatedStage([...building.stages, building.stages[0]!])).toBe(3);
  expect(repeatedStage(building.stages)).toBeUndefined();
});

test('the grade of the ground has its own limit, or else the class has', () => {
  const unsaid = { severity: null };
  expect(limitOn(building, { grade: 'A', ...unsaid })).toEqual(hours(2));
  expect(limitOn(building, { grade: 'C', ...unsaid })).toEqual(hours(4));
  expect(limitOn(building, { grade: null, ...unsaid })).toEqual(hours(4));
});

test('grade and severity together come first, then the grade, then the severity; where nobody says how severe, the class does', () => {
  const graded = {
    ...building,
    gradedLimits: [
      { grade: null, severity: 'severe', limit: hours(3) },
      { grade: 'A', severity: null, limit: hours(2) },
      { grade: 'A', severity: 'severe', limit: hours(1) },
    ],
  } as const satisfies Partial<CatalogueClass> as unknown as CatalogueClass;
  expect(limitOn(graded, { grade: 'A', severity: 'severe' })).toEqual(hours(1));
  expect(limitOn(graded, { grade: 'A', severity: 'slight' })).toEqual(hours(2));
  expect(limitOn(graded, { grade: 'B', severity: null })).toEqual(hours(3));
  expect(limitOn(graded, { grade: 'B', severity: 'slight' })).toEqual(hours(4));
});

test('a graded limit names a grade or a severity, and each pair once; one kept before severity counted is for any', () => {
  const [a] = building.gradedLimits;
  expect(faultyGrade(building.gradedLimits)).toBeUndefined();
  expect(faultyGrade([a!, { ...a!, severity: 'slight' }, a!])).toBe(2);
  expect(faultyGrade([{ grade: null, severity: null, limit: hours(1) }])).toBe(0);
  expect(gradedLimitsOf([{ grade: 'A', limit: hours(2) }])).toEqual([a]);
});

const item = (list: DutyItem['list'], organisationId: string, extra: Partial<DutyItem> = {}): DutyItem => ({
  id: organisationId,
  list,
  sort: list === 'street' ? 'basic' : null,
  path: '/yunting/',
  organisationId,
  classCode: 'manhole',
  name: '井盖',
  clause: `第 1 项 ${organisationId}`,
  source: '演示',
  version: 1,
  ...extra,
});

test('an asset goes to its owner first, a matter to the territory first, and either to the department at last', () => {
  const items = [
    item('asset', 'owner'),
    item('street', 'squad', { path: '/yunting/jg/' }),
    item('department', 'bureau'),
  ];
  const here = '/yunting/jg/cw/g03/';
  expect(responsibleFor('asset', items, here)).toMatchObject({ organisationId: 'owner', rule: 'ownerFirst', found: 'owner', clause: '第 1 项 owner' }); // prettier-ignore
  expect(responsibleFor('cityMatter', items, here)).toMatchObject({ organisationId: 'squad', rule: 'territoryFirst', found: 'territory' }); // prettier-ignore
  // In another street nobody of the territory is named: the owner comes second.
  expect(responsibleFor('cityMatter', items, '/yunting/jt/')).toMatchObject({ found: 'owner' });
  expect(responsibleFor('socialGovernance', [items[2]!], here)).toMatchObject({ found: 'department' });
  expect(responsibleFor('asset', [], here)).toBeUndefined();
});

test('what a street only supports or gave back is led by the department, and the nearest list counts', () => {
  const far = item('street', 'squad', { path: '/yunting/' });
  const near = item('street', 'bureau', { path: '/yunting/jg/', sort: 'takenBack' });
  expect(streetItemAt([far, near], '/yunting/jg/cw/')?.sort).toBe('takenBack');
  expect(responsibleFor('cityMatter', [far, near], '/yunting/jg/cw/')).toMatchObject({ organisationId: 'bureau', found: 'leadDepartment' }); // prettier-ignore
});

test('a class written as a row is read back as the same, and changes nothing', () => {
  const { entries, wrong } = checkLines([line()], factsWith(building));
  expect(wrong).toEqual([]);
  expect(changedFields(building, entries[0]!)).toEqual([]);
  const plan = planEntries(entries, new Map([[building.code, building]]));
  expect(plan).toEqual({ created: [], updated: [], unchanged: ['illegal-building'], wanted: [] });
});

test('a changed row counts from today, not from the day of the version it follows', () => {
  const { entries } = checkLines([line({ closing: '拆除并清运' })], factsWith(building));
  expect(entries[0]).toMatchObject({ validFrom: TODAY, closingCondition: '拆除并清运', version: 3 });
  expect(planEntries(entries, new Map([[building.code, building]])).updated).toEqual(['illegal-building']);
});

test.each([
  [{ code: '' }, ['A2 missing']],
  [{ code: '井盖' }, ['A2 not-a-code']],
  [{ classType: '部门' }, ['B2 not-one-of']],
  [{ stages: '', limit: '-4工作时' }, ['I2 limit-out-of-range']],
  [{ stages: '', limit: '四小时' }, ['I2 not-a-limit']],
  [{ stages: '停止 4工作时；停止 7工作日' }, ['J2 stage-twice']],
  [{ stages: '停止 -1工作时', limit: '' }, ['J2 limit-out-of-range']],
  [{ stages: '停止 8工作时' }, ['J2 stage-differs']],
  [{ graded: 'D 2工作时' }, ['K2 not-grades']],
  [{ graded: '2工作时' }, ['K2 not-grades']],
  [{ graded: 'A严重 2工作时；A 严重 3工作时' }, ['K2 not-grades']],
  [{ graded: 'A严重 -2工作时；轻微 3工作日' }, ['K2 limit-out-of-range']],
  [{ evidence: '照片' }, ['P2 photo-only']],
  [{ sampling: '-5' }, ['R2 not-a-share']],
  [{ parent: 'nowhere' }, ['E2 unknown-parent']],
  [{ parent: 'illegal-building' }, ['E2 cycle']],
  [{ from: '2026-13-01' }, ['U2 not-a-day']],
  [{ closing: '另一句', from: '2025-06-01' }, ['U2 overlap']],
  [{ direct: '也许', source: '' }, ['L2 not-one-of', 'T2 missing']],
])('the cell is named: %j → %j', (texts, reasons) => {
  expect(reasonsOf(texts)).toEqual(reasons);
});

test('two rows that are each the parent of the other are both named', () => {
  const { wrong } = checkLines([line({ code: 'x', parent: 'y' }), line({ code: 'y', parent: 'x' }, 3)], factsWith());
  expect(wrong.map(({ cell, reason }) => `${cell} ${reason}`)).toEqual(['E2 cycle', 'E3 cycle']);
});
