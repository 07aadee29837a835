// Signs with codes (码牌), what can be printed at all, and PDF with and without a font.

import { create } from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { groupShortCode } from '#shared/short-code.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { App } from '../../app.ts';
import { fileOf, placeWithCode, withSettings } from './ground-for-tests.ts';
import { fontsIn, readPdf } from './pdf-for-tests.ts';

const community = ground.areas['/yunting/jg/cw/']!;

let town: Town;
let code: string;
beforeAll(async () => {
  town = await openTown();
  ({ code } = await placeWithCode(town.as('admin')));
});
afterAll(() => town.close());

const at = (path: string) => `/papers/codes${path}?communityId=${community.id}`;

test('a sign names the place, and its code says the address people scan', async () => {
  expect((await town.as('admin').get(at(''))).json).toEqual({
    signs: [
      { code, place: '旧港第3网格驿站', about: '云汀区 船坞新村', address: `http://town.test/yunting/q/${code}` },
    ],
    domain: 'town.test',
    logo: null,
    isDemo: true,
  });
});

test('retired codes and closed places are not printed, whoever asks for them', async () => {
  const retired = await placeWithCode(town.as('admin'));
  const closed = await placeWithCode(town.as('admin'));
  await town.as('admin').post(`/place-codes/${retired.code}/retire`, { version: 1 });
  await town.as('admin').post(`/places/${closed.id}/close`, { version: 1 });
  const { json } = await town.as('admin').get(`${at('')}&codes=${code},${retired.code},${closed.code}`);
  const printed = json.signs.map((sign: { code: string }) => sign.code);
  expect(printed).toContain(code);
  expect(printed).not.toContain(retired.code);
  expect(printed).not.toContain(closed.code);
});

test('only who manages places there prints them', async () => {
  expect((await town.stranger().get(at(''))).status).toBe(401);
  expect((await town.as('zhou').get(at(''))).status).toBe(403);
  expect((await town.as('otherAdmin').get(at(''))).status).toBe(403);
  expect((await town.as('otherAdmin', town.otherDistrict).get(at(''))).status).toBe(404);
  await town.as('admin').put('/role-permissions/streetDispatcher/place.manage', { isGranted: true });
  expect((await town.as('lin').get(at(''))).status).toBe(200);
  expect((await town.as('jinDispatcher').get(at(''))).status).toBe(403);
  await town.as('admin').put('/role-permissions/streetDispatcher/place.manage', { isGranted: false });
});

describe('as PDF', () => {
  test('eight lie on a sheet of A4, one alone on A4 or A5; the words on them can be copied and searched', async () => {
    const eight = await fileOf(town.app, 'admin', `${at('/pdf')}&codes=${code}`);
    expect(eight).toMatchObject({ status: 200, type: 'application/pdf' });
    expect(eight.disposition).toContain(encodeURIComponent('码牌'));
    const [sheet, ...more] = readPdf(eight.bytes);
    expect(more).toEqual([]);
    expect([sheet!.width, sheet!.height].map(Math.round)).toEqual([210, 297]);
    expect(sheet!.text.split('\n')).toEqual([
      '云汀区 船坞新村',
      '旧港第3网格驿站',
      '有事请扫码，不用登录',
      groupShortCode(code),
      '网址：town.test（不是这个网址的不要填）',
      '本码不收费、不要银行卡号和验证码',
      '演示数据，请勿张贴',
    ]);
    const [small] = readPdf((await fileOf(town.app, 'admin', `${at('/pdf')}&codes=${code}&sheet=a5`)).bytes);
    expect([small!.width, small!.height].map(Math.round)).toEqual([148, 210]);
  });

  test('the code is the very picture of its address', async () => {
    const { bytes } = await fileOf(town.app, 'admin', `${at('/pdf')}&codes=${code}&sheet=a4`);
    const [page] = readPdf(bytes);
    const { modules } = create(`http://town.test/yunting/q/${code}`, { errorCorrectionLevel: 'Q' });
    const squares = page!.rectangles.filter(({ width, height }) => Math.abs(width - height) < 0.01 && width < 20);
    const unit = squares[0]!.width;
    const left = Math.min(...squares.map(({ x }) => x));
    const top = Math.min(...squares.map(({ y }) => y));
    const drawn = squares.map(({ x, y }) => `${Math.round((x - left) / unit)},${Math.round((y - top) / unit)}`);
    const wanted = Array.from(modules.data).flatMap((dark, index) =>
      dark ? [`${index % modules.size},${Math.floor(index / modules.size)}`] : [],
    );
    expect(drawn.sort()).toEqual(wanted.sort());
  });

  test('of the font only the characters used are in the file', async () => {
    const { bytes } = await fileOf(town.app, 'admin', at('/pdf'));
    expect(fontsIn(bytes).length).toBeGreaterThan(0);
    expect(fontsIn(bytes).filter((name) => !/^[A-Z]{6}\+/.test(name))).toEqual([]);
    expect(bytes.length).toBeLessThan(400_000);
  });
});

describe('without an address', () => {
  let without: App;
  beforeAll(async () => {
    without = await withSettings(town, { publicUrl: undefined });
  });
  afterAll(() => without.server.close());

  test.each(['', '/pdf'])('no sign is made (%s)', async (form) => {
    const reply = await fileOf(without, 'admin', at(form));
    expect(reply).toMatchObject({ status: 409, json: { type: '/problems/public-url-missing' } });
  });

  test('neither is a board or a card, and the page is told why', async () => {
    const board = await fileOf(without, 'admin', `/papers/grid-boards/${ground.grids['/yunting/jg/cw/g03/']!.id}`);
    const card = await fileOf(without, 'admin', `/papers/work-cards?ids=${ground.people.zhou.id}`);
    expect([board, card].map(({ json }) => json.type)).toEqual(['/problems/public-url-missing', '/problems/public-url-missing']); // prettier-ignore
    expect((await fileOf(without, 'admin', '/papers')).json.publicUrl).toBeNull();
  });
});

describe('without a font', () => {
  let without: App;
  beforeAll(async () => {
    without = await withSettings(town, { cjkFont: { path: '/nowhere/Han.ttf', name: null } });
  });
  afterAll(() => without.server.close());

  test('PDF is not offered, and it is said in words what to configure', async () => {
    expect((await fileOf(town.app, 'admin', '/papers')).json.pdf).toEqual({ isOffered: true, missing: null });
    expect((await fileOf(without, 'admin', '/papers')).json.pdf).toEqual({
      isOffered: false,
      missing: { zh: expect.stringContaining('CJK_FONT'), en: expect.stringContaining('CJK_FONT') },
    });
  });

  test('who asks for one all the same is told the same; Word needs no font', async () => {
    expect(await fileOf(without, 'admin', at('/pdf'))).toMatchObject({
      status: 409,
      json: { type: '/problems/pdf-font-missing', words: expect.stringContaining('CJK_FONT') },
    });
    const word = await fileOf(without, 'lin', `/papers/lists/daily/docx?areaId=${ground.areas['/yunting/jg/']!.id}`);
    expect(word.status).toBe(200);
  });
});
