// The notice board of a grid: what is public of it and nothing else.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { groupShortCode } from '#shared/short-code.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { fileOf, placeWithCode } from './ground-for-tests.ts';
import { readPdf } from './pdf-for-tests.ts';

const g03 = ground.grids['/yunting/jg/cw/g03/']!;
const g04 = ground.grids['/yunting/jg/cw/g04/']!;

let town: Town;
let code: string;
beforeAll(async () => {
  town = await openTown();
  ({ code } = await placeWithCode(town.as('admin')));
});
afterAll(() => town.close());

async function agrees(name: keyof typeof ground.people, shows: { name: boolean; phone: boolean }): Promise<void> {
  await town.database.asOwner((connection) =>
    connection.query('update shared.accounts set shows_name = $1, shows_phone = $2 where id = $3', [
      shows.name,
      shows.phone,
      ground.people[name].id,
    ]),
  );
}

test('the board of a grid names who agreed, counts who did not, and prints no number that was not released', async () => {
  await agrees('zhou', { name: true, phone: false });
  const { json } = await town.as('luo').get(`/papers/grid-boards/${g03.id}`);
  expect(json).toMatchObject({
    gridName: '旧港第3网格',
    code: g03.code,
    levelName: '网格',
    areas: ['旧港街道', '船坞新村'],
    rows: [
      { title: '网格长', people: [], unnamed: 1 },
      { title: '网格员', people: [{ name: '周敏', phone: null }], unnamed: 0 },
      { title: '社区工作者', people: [], unnamed: 1 },
      { title: '微网格员', people: [], unnamed: 1 },
    ],
    qr: { address: `http://town.test/yunting/q/${code}`, code: groupShortCode(code), place: '旧港第3网格驿站' },
    dutyPhone: { name: '船坞新村', phone: '10000008001' },
    issuedBy: '船坞新村',
    issuedOn: '2026-11-19',
    isDemo: true,
  });
  expect(JSON.stringify(json)).not.toContain(ground.people.zhou.phone);
  expect(JSON.stringify(json)).not.toContain(ground.people.luo.name);
});

test('a number that its owner released stands beside the name; never that of a neighbour who helps', async () => {
  await agrees('zhou', { name: true, phone: true });
  await agrees('wu', { name: true, phone: true });
  const { json } = await town.as('luo').get(`/papers/grid-boards/${g03.id}`);
  expect(json.rows[1].people).toEqual([{ name: '周敏', phone: ground.people.zhou.phone }]);
  expect(json.rows.at(-1)).toEqual({ title: '微网格员', people: [{ name: '吴桂兰', phone: null }], unnamed: 0 });
  await agrees('wu', { name: false, phone: false });
});

test('a number alone shows nothing while the name is not to be shown', async () => {
  await agrees('zhou', { name: false, phone: true });
  const { json } = await town.as('luo').get(`/papers/grid-boards/${g03.id}`);
  expect(json.rows[1]).toEqual({ title: '网格员', people: [], unnamed: 1 });
  expect(JSON.stringify(json)).not.toContain(ground.people.zhou.phone);
  await agrees('zhou', { name: true, phone: false });
});

test('whoever has left the post has left the board', async () => {
  const post = ground.people.he.posts[0]!;
  const board = () => town.as('luo').get(`/papers/grid-boards/${g04.id}`);
  expect((await board()).json.rows[1]).toMatchObject({ title: '网格员', unnamed: 1 });
  await town.as('admin').delete(`/posts/${post.id}`);
  expect((await board()).json.rows[1]).toEqual({ title: '网格员', people: [], unnamed: 0 });
});

test('its map shows the neighbours beside it and the micro-grid within', async () => {
  const { json } = await town.as('luo').get(`/papers/grid-boards/${g03.id}`);
  const kinds = json.map.shapes.map(({ kind }: { kind: string }) => kind);
  expect(kinds.filter((kind: string) => kind === 'neighbour')).toHaveLength(2);
  expect(kinds).toEqual(expect.arrayContaining(['grid', 'microGrid', 'border']));
  expect(json.map.labels.map(({ text }: { text: string }) => text)).toEqual(
    expect.arrayContaining(['旧港第2网格', '旧港第4网格']),
  );
});

test('a grid without a code in use says so', async () => {
  expect((await town.as('luo').get(`/papers/grid-boards/${g04.id}`)).json.qr).toBeNull();
});

test('whoever serves in the district prints it; a stranger and another district do not', async () => {
  expect((await town.as('jinDispatcher').get(`/papers/grid-boards/${g03.id}`)).status).toBe(200);
  expect((await town.stranger().get(`/papers/grid-boards/${g03.id}`)).status).toBe(401);
  expect((await town.as('nobody').get(`/papers/grid-boards/${g03.id}`)).status).toBe(403);
  expect((await town.as('otherAdmin', town.otherDistrict).get(`/papers/grid-boards/${g03.id}`)).status).toBe(404);
});

test('as PDF it is one sheet of A3 with the same words', async () => {
  const { bytes, disposition } = await fileOf(town.app, 'luo', `/papers/grid-boards/${g03.id}/pdf`);
  expect(disposition).toContain(encodeURIComponent('旧港第3网格公示牌'));
  const [page, ...more] = readPdf(bytes);
  expect(more).toEqual([]);
  expect([page!.width, page!.height].map(Math.round)).toEqual([297, 420]);
  const lines = page!.text.split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['旧港第3网格', '网格公示牌', '旧港第2网格', '周敏', '10000008001', groupShortCode(code)]),
  );
  expect(page!.text).toContain('演示数据');
});

test('whoever serves is titled as the district calls it', async () => {
  const terms = { value: { gridWorker: '网格管家', board: '明白牌' }, source: '区委文件', version: 0 };
  const saved = await town.as('admin').put('/settings/terms', terms);
  expect(saved.status, saved.text).toBe(200);
  const { json } = await town.as('luo').get(`/papers/grid-boards/${g03.id}`);
  expect(json.terms).toEqual(terms.value);
  const titles = json.rows.map(({ title }: { title: string }) => title);
  expect(titles).toContain('网格管家');
  expect(titles).not.toContain('网格员');
  const { bytes } = await fileOf(town.app, 'luo', `/papers/grid-boards/${g03.id}/pdf`);
  const drawn = readPdf(bytes).map(({ text }) => text).join(''); // prettier-ignore
  expect(drawn).toContain('网格明白牌');
  expect(drawn).not.toContain('公示牌');
});
