// A case as a row of a workbook: in the desk's own words, without what points to a person.

import { expect, test } from 'vitest';

import { casesZhCN } from '../../../web/desk/words/cases-zh-CN.ts';
import { CHANNEL_WORDS, LEVEL_WORDS, SHEET_COLUMNS, STATUS_WORDS, sheetRow } from './sheet-rows.ts';
import type { SheetLine } from './sheet-rows.ts';
import { CHANNELS } from '../reports/contract-reports.ts';
import { CASE_STATUSES } from '../facts.ts';
import { LEVELS } from '../kinds.ts';

const line: SheetLine = {
  number: '2611190412',
  summary: '3栋2单元302室门前井盖响，我叫李小红，电话13800001111',
  placeWords: '3栋2单元302室',
  kind: 'problem',
  classCode: 'manholeCover',
  status: 'handling',
  heldLevel: 'street',
  isUrgent: true,
  organisationName: '市政养护所',
  channel: 'scan',
  streetId: 'street',
  communityId: 'community',
  gridName: '旧港第3网格',
  reportCount: 2,
  reportedAt: '2026-11-19T01:14:00.000Z',
  dueAt: '2026-11-19T02:00:00.000Z',
  closedAt: null,
  isSolved: null,
};
const around = {
  classes: new Map([['manholeCover', '公用设施 / 井盖']]),
  areas: new Map([['street', '旧港街道']]),
  now: '2026-11-19T03:00:00.000Z',
  timeZone: 'Asia/Shanghai',
};

test('a row says it as the desk does, on the wall of the district, and that it is late', () => {
  expect(sheetRow(line, around)).toEqual({
    number: '26 1119 0412',
    summary: expect.stringContaining('井盖响'),
    place: '3栋2单元〔门牌〕',
    kind: '反映问题',
    class: '公用设施 / 井盖',
    status: '处理中',
    urgent: '是',
    level: '街道',
    organisation: '市政养护所',
    channel: '扫码',
    street: '旧港街道',
    community: null,
    grid: '旧港第3网格',
    reports: 2,
    reported: '2026-11-19 09:14',
    due: '2026-11-19 10:00',
    late: '是',
    closed: null,
    solved: null,
  });
  expect(Object.keys(sheetRow(line, around))).toEqual(SHEET_COLUMNS.map(({ key }) => key));
});

test('what points to a person is taken out once more', () => {
  const said = JSON.stringify(sheetRow(line, around));
  expect(said).not.toMatch(/李小红|13800001111|302/);
});

test('closed it is late no more, and says how it was rated', () => {
  const closed = sheetRow({ ...line, closedAt: '2026-11-19T02:30:00.000Z', isSolved: false }, around);
  expect(closed).toMatchObject({ late: null, closed: '2026-11-19 10:30', solved: '没解决' });
});

test('the words are those of the desk, for every status, level and channel', () => {
  const desk = casesZhCN as Readonly<Record<string, string>>;
  const of = (group: string, codes: readonly string[]) =>
    Object.fromEntries(codes.map((code) => [code, desk[`${group}.${code}`]]));
  expect(STATUS_WORDS).toEqual(of('status', CASE_STATUSES));
  expect(LEVEL_WORDS).toEqual(of('level', LEVELS));
  expect(CHANNEL_WORDS).toEqual(of('channel', CHANNELS));
});
