// 定稿, 更正: a month is issued once it is over, corrected with a reason, and what it was stays beside what it is.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { openTown, tokenOf } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import { docxText } from '../papers/ground-for-tests.ts';
import { MONTH_COMMUNITY, MONTH_STREET, fileOf, putPublishedMonth } from './ground-for-tests.ts';
import { correctionOf, figuresToIssue, issuedFigure } from './rules-issues.ts';
import { toFigure } from './rules.ts';

let town: Town;
let yuan: Client;
beforeAll(async () => {
  town = await openTown();
  await putPublishedMonth(town);
  yuan = town.as('otherDispatcher', town.otherDistrict);
}, 120_000);
afterAll(() => town.close());

const DECEMBER = '2016-12-01';
const issue = (more: object, areaId = MONTH_STREET, client = yuan) =>
  client.post('/figure-issues', { id: newId(), areaId, month: DECEMBER, seenNumber: 0, ...more });
const state = async (areaId = MONTH_STREET) => (await yuan.get(`/figure-issues?areaId=${areaId}&on=${DECEMBER}`)).json;
const onTime = async () =>
  (await yuan.get(`/indicators/onTimeClosingRate?areaId=${MONTH_STREET}&cycle=month&on=${DECEMBER}`)).json;

/** Counted otherwise from now on: an extension of two orders was granted after all. */
async function extendTwo(): Promise<void> {
  await town.database.asOwner((connection) =>
    connection.query(
      `with late as (
         select id from d_chengan.indicator_rows
         where unit = 'case' and filed_on is not null and not is_on_time and settled_on between '2016-12-01' and '2016-12-31' and ended_as is null limit 2
       ) update d_chengan.indicator_rows set is_on_time = true from late where late.id = indicator_rows.id`,
      [],
    ),
  );
  await town.database.asOwner((connection) =>
    connection.query(`update d_chengan.indicator_months set is_stale = true where dimension = 'all'`, []),
  );
  expect((await yuan.post('/indicators/count', {})).status).toBe(200);
}

test('a month is issued, its figures change, and a correction says what they were and why', async () => {
  expect(await state()).toEqual({ month: DECEMBER, isOver: true, issues: [], changed: [] });
  expect((await onTime()).issue).toBeNull();

  const first = await issue({});
  expect([first.status, first.json], first.text).toEqual([201, { number: 1 }]);
  expect((await onTime()).issue).toMatchObject({
    number: 1,
    figure: { numerator: 737, denominator: 972 },
    correction: null,
  });
  expect(await state()).toMatchObject({ issues: [{ number: 1, reason: null }], changed: [] });

  await extendTwo();
  const changed = (await state()).changed.map((each: any) => [each.code, each.was.numerator, each.is.numerator]);
  expect(changed).toContainEqual(['onTimeClosingRate', 737, 739]);
  expect(await onTime()).toMatchObject({
    figure: { numerator: 739 },
    issue: { figure: { numerator: 737 }, correction: null },
  });

  const second = await issue({ seenNumber: 1, reason: '两件申诉成立，延期补批' });
  expect([second.status, second.json], second.text).toEqual([201, { number: 2 }]);
  const { issue: issued } = await onTime();
  expect(issued).toMatchObject({
    number: 2,
    figure: { numerator: 739, denominator: 972 },
    correction: { was: { numerator: 737, denominator: 972 }, reason: '两件申诉成立，延期补批' },
  });
  // What the correction left as it was bears no mark.
  const { json: received } = await yuan.get(`/indicators/received?areaId=${MONTH_STREET}&cycle=month&on=${DECEMBER}`);
  expect(received.issue).toMatchObject({ number: 2, correction: null });
  expect((await state()).issues.map(({ number, reason }: any) => [number, reason])).toEqual([
    [2, '两件申诉成立，延期补批'],
    [1, null],
  ]);

  const path = `/api/chengan/papers/indicators/docx?areaId=${MONTH_STREET}&on=2016-12`;
  const text = await docxText((await fileOf(town, tokenOf('otherDispatcher'), path)).bytes);
  expect(text).toMatch(/按期结案率：原 75\.82%，\d{4}-\d\d-\d\d 更正为 76\.03%。原因：两件申诉成立，延期补批。/);
});

test('a place below has a state of its own, and a year or a grid is never issued', async () => {
  expect((await state(MONTH_COMMUNITY)).issues).toEqual([]);
  const year = await yuan.get(`/indicators/received?areaId=${MONTH_STREET}&cycle=year&on=${DECEMBER}`);
  expect(year.json.issue).toBeNull();
});

test.each([
  ['a month under way', { month: '2026-11-01' }, 422, '/month'],
  ['a day that is no month', { month: '2016-12-02' }, 422, '/month'],
  ['a first issue with a reason', { reason: '没有什么可更正' }, 422, '/reason'],
  ['a correction without a reason', { seenNumber: 1 }, 422, '/reason'],
])('%s is refused by field', async (_, more, status, pointer) => {
  const { json, text, ...answer } = await issue(more, MONTH_COMMUNITY);
  expect([answer.status, json.errors?.map((each: any) => each.pointer)], text).toEqual([status, [pointer]]);
});

test('a correction of nothing, one of an old number, and one sent twice', async () => {
  const id = newId();
  const [one, again] = [await issue({ id }, MONTH_COMMUNITY), await issue({ id }, MONTH_COMMUNITY)];
  expect([one.json, again.json]).toEqual([{ number: 1 }, { number: 1 }]);
  const same = await issue({ seenNumber: 1, reason: '看错了' }, MONTH_COMMUNITY);
  expect(same.json.errors, same.text).toMatchObject([
    { pointer: '/areaId', detail: 'every figure is still as issued' },
  ]);
  const old = await issue({}, MONTH_COMMUNITY);
  expect([old.status, old.json.type, old.json.version]).toEqual([409, '/problems/changed-meanwhile', 1]);
  const taken = await issue({ id, seenNumber: 1, reason: '换了内容' }, MONTH_COMMUNITY);
  expect(taken.json.type).toBe('/problems/id-taken');
});

test('who has nothing to instruct there issues nothing', async () => {
  const lead = town.as('luo');
  const own = (await lead.get('/my-grants')).json;
  expect(JSON.stringify(own)).not.toContain('case.supervise');
  const refused = await issue({ month: '2026-10-01' }, MONTH_STREET, lead);
  expect(refused.status, refused.text).toBe(403);
});

test('the audit trail names who issued what', async () => {
  const { rows } = await town.database.asOwner((connection) =>
    connection.query(`select subject_kind, path from d_chengan.audit where act = 'figures.issue' order by at`, []),
  );
  expect(rows).toHaveLength(3);
  expect(rows[0]).toEqual({ subject_kind: 'indicator', path: '/chengan/mt/' });
});

test('of several corrections the last that changed the figure is told', () => {
  const figures = (numerator: number) => figuresToIssue([{ code: 'due', figure: toFigure(numerator, 100) }]);
  const at = '2026-11-18T01:00:00.000Z';
  const issues = [
    { number: 3, figures: figures(80), reason: '另一项', issued_at: at },
    { number: 2, figures: figures(80), reason: '申诉', issued_at: '2026-11-11T01:00:00.000Z' },
    { number: 1, figures: figures(75), reason: null, issued_at: '2026-11-03T01:00:00.000Z' },
  ];
  expect(correctionOf(issues, 'due')).toMatchObject({
    at: '2026-11-11T01:00:00.000Z',
    was: { numerator: 75 },
    reason: '申诉',
  });
  expect(correctionOf(issues.slice(2), 'due')).toBeUndefined();
  expect(correctionOf(issues, 'another')).toBeUndefined();
  expect(issuedFigure(issues[0]!, 'another')).toBeUndefined();
});
