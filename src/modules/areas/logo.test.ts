// The logo of a district: who may set it, what is taken, and where it is then seen.

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '#platform/context.ts';

import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { fileOf, placeWithCode } from '../papers/ground-for-tests.ts';
import { readPdf } from '../papers/pdf-for-tests.ts';

const g03 = ground.grids['/yunting/jg/cw/g03/']!;
const SIGNATURE = '\x89PNG';

let town: Town;
let logo: Buffer;
beforeAll(async () => {
  town = await openTown();
  logo = await sharp({
    create: { width: 1_200, height: 600, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } },
  })
    .withExif({ IFD0: { Copyright: 'taken by somebody somewhere' } })
    .png()
    .toBuffer();
});
afterAll(() => town.close());

async function put(person: 'admin' | 'lin', payload: Buffer) {
  const headers = { authorization: `Bearer ${tokenOf(person)}`, 'content-type': 'image/png' };
  const reply = await town.app.server.inject({ method: 'PUT', url: '/api/yunting/settings/logo', headers, payload });
  return { status: reply.statusCode, text: reply.body, json: reply.json() };
}
/** As anybody who opens a page. */
const look = (query: string) => town.app.server.inject({ method: 'GET', url: `/api/yunting/logo${query}` });
const shown = async () => (await town.stranger().get('/district')).json.logo;

test('a district without a logo has none', async () => {
  expect(await shown()).toBeNull();
  expect((await town.stranger().get('/logo')).status).toBe(404);
  expect((await town.as('admin').delete('/settings/logo')).json).toEqual({ isRemoved: false });
});

test('only who keeps the settings changes it', async () => {
  expect((await put('lin', logo)).status).toBe(403);
  expect((await town.as('lin').delete('/settings/logo')).status).toBe(403);
  expect(await shown()).toBeNull();
});

test.each([
  ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 422],
  ['a text', () => Buffer.from('not a picture at all'), 422],
  ['a picture that breaks off', () => logo.subarray(0, 200), 422],
  ['more than a megabyte', () => Buffer.concat([logo, Buffer.alloc(1_100_000)]), 413],
])('%s is refused and changes nothing', async (_, bytes, status) => {
  expect((await put('admin', bytes())).status).toBe(status);
  expect(await shown()).toBeNull();
});

test('it is encoded anew, small, see-through and without what the file told; everybody may look at it', async () => {
  const kept = await put('admin', logo);
  expect(kept.json, kept.text).toMatchObject({ width: 480, height: 240 });
  expect(await shown()).toEqual(kept.json);
  const seen = await look(`?v=${kept.json.version}`);
  expect(seen.headers['content-type']).toBe('image/png');
  expect(seen.headers['cache-control']).toContain('immutable');
  expect(seen.headers['content-security-policy']).toContain('sandbox');
  expect(seen.rawPayload.toString('latin1', 0, 4)).toBe(SIGNATURE);
  expect(seen.rawPayload.toString('latin1')).not.toContain('taken by somebody');
  expect(await sharp(seen.rawPayload).metadata()).toMatchObject({ hasAlpha: true, width: 480 });
  expect((await look('?v=earlier')).headers['cache-control']).toBe('no-cache');
});

test('it stands on the board of a grid and on code signs, on the page and in the PDF', async () => {
  await placeWithCode(town.as('admin'));
  const board = await town.as('luo').get(`/papers/grid-boards/${g03.id}`);
  expect(board.json.logo).toMatch(/^data:image\/png;base64,/);
  const { bytes } = await fileOf(town.app, 'luo', `/papers/grid-boards/${g03.id}/pdf`);
  expect(readPdf(bytes)).toHaveLength(1);
  expect(bytes.toString('latin1')).toContain('/Subtype /Image');
  const signs = await town.as('admin').get(`/papers/codes?communityId=${ground.areas['/yunting/jg/cw/']!.id}`);
  expect(signs.json.logo, signs.text).toBe(board.json.logo);
});

test('taken away it is nowhere, and the trail knows who did what', async () => {
  expect((await town.as('admin').delete('/settings/logo')).json).toEqual({ isRemoved: true });
  expect(await shown()).toBeNull();
  expect((await town.stranger().get('/logo')).status).toBe(404);
  expect((await town.as('luo').get(`/papers/grid-boards/${g03.id}`)).json.logo).toBeNull();
  const lines = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('audit').select('codes').where('act', '=', 'setting.change').orderBy('at').orderBy('id').execute(),
  );
  expect(lines.map(({ codes }) => codes)).toEqual([
    { key: 'district.logo', isRemoved: false },
    { key: 'district.logo', isRemoved: true },
  ]);
});
