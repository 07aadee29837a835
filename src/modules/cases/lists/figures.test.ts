// The three figures of a desk: each says as many as the rows that open, and neither tells of what the reader may not see.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { report } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { dispatched, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterAll(() => town.close());

const COMMUNITY = '/yunting/jg/cw/';
const FIGURES = ['today', 'soon', 'overdue'] as const;

const placesOf = async (who: PersonName) => (await town.as(who).get('/desk-figures')).json.places;
const rowsOf = async (who: PersonName, figure: string, path: string, more = '') => {
  const reply = await town.as(who).get(`/desk-figures/${figure}?path=${path}${more}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
};

test('each figure is as many as the rows it opens to, page by page', async () => {
  town.setClock('2026-11-17T01:14:00.000Z');
  await report(town.stranger());
  for (const due of ['2026-11-19T01:13:59Z', '2026-11-19T01:14:00Z', '2026-11-20T01:13:59Z', '2026-11-20T01:14:00Z']) {
    const { id } = await dispatched(town);
    await rows(town, 'update d_yunting.cases set due_at = $2 where id = $1', [id, due]);
  }
  town.setClock('2026-11-18T16:00:00.000Z'); // midnight in the town: today begins
  await report(town.stranger());
  town.setClock('2026-11-19T01:14:00.000Z');
  await report(town.stranger());

  const [place] = await placesOf('luo');
  expect(place).toMatchObject({
    path: COMMUNITY,
    name: '船坞新村',
    today: { count: 2, isMore: false },
    soon: { count: 2 },
    overdue: { count: 1 },
  });
  for (const figure of FIGURES) {
    const seen = new Set<string>();
    let next: string | null = '';
    while (next !== null) {
      const page: any = await rowsOf('luo', figure, COMMUNITY, `&limit=1${next === '' ? '' : `&after=${next}`}`);
      for (const { id } of page.cases) seen.add(id);
      expect(page.total.count).toBe(place[figure].count);
      next = page.next;
    }
    expect(seen.size, figure).toBe(place[figure].count);
  }
});

test('what is confidential is neither counted nor listed for who may not see it', async () => {
  const before = (await placesOf('shen'))[0].today.count;
  const open = (await placesOf('luo'))[0].today.count;
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  expect((await placesOf('shen'))[0].today.count).toBe(before);
  expect((await placesOf('luo'))[0].today.count).toBe(open + 1);
  expect(JSON.stringify(await rowsOf('shen', 'today', COMMUNITY))).not.toContain(id);
});

test('a figure of a place outside one’s own is not there; one inside it is', async () => {
  expect((await town.as('luo').get('/desk-figures/today?path=/yunting/jg/')).status).toBe(404);
  expect((await town.as('jinDispatcher').get(`/desk-figures/today?path=${COMMUNITY}`)).status).toBe(404);
  expect((await town.as('lin').get(`/desk-figures/today?path=${COMMUNITY}`)).status).toBe(200);
  expect((await town.as('roadReceiver').get('/desk-figures')).status).toBe(403);
});

test('what is past due below: a district reads its streets, a street its communities', async () => {
  const of = async (who: PersonName) => (await town.as(who).get('/overdue-by-place')).json.places;
  expect(await of('guo')).toMatchObject([
    { name: '旧港街道', overdue: { count: 1 }, oldestDueAt: '2026-11-19T01:13:59.000Z' },
    { name: '锦汀街道', overdue: { count: 0 }, oldestDueAt: null },
  ]);
  expect(await of('lin')).toMatchObject([{ name: '船坞新村', overdue: { count: 1 } }]);
});

test('a few cases as lines, in the order asked; one out of sight is left out', async () => {
  const one = await report(town.stranger());
  const two = await report(town.stranger(), { wantsSecrecy: true });
  const ask = (who: PersonName) => town.as(who).get(`/case-lines?which=${two.id},${one.number},${one.id}`);
  expect((await ask('luo')).json.cases.map(({ id }: any) => id)).toEqual([two.id, one.id]);
  expect((await ask('zhou')).json.cases.map(({ id }: any) => id)).toEqual([one.id]);
  expect((await ask('tang')).json.cases).toEqual([]);
  expect((await town.stranger().get(`/case-lines?which=${one.id}`)).status).toBe(401);
});
