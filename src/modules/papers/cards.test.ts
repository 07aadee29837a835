// Work cards: making, printing and revoking them, and the page anybody can check one by.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { fileOf } from './ground-for-tests.ts';
import { readPdf } from './pdf-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const community = ground.areas['/yunting/jg/cw/']!;
const postOf = (name: PersonName) => ground.people[name].posts[0]!.id;

async function issue(name: PersonName, fields: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const reply = await town.as('admin').post('/work-cards', { id, postId: postOf(name), ...fields });
  expect(reply.status, reply.text).toBe(201);
  return id;
}

/** What the QR code of the printed card says, from its last part. */
async function tokenOn(id: string): Promise<string> {
  const { json } = await town.as('admin').get(`/papers/work-cards?ids=${id}`);
  return json.cards[0].address.split('/').at(-1);
}

const check = (card: string): Promise<Reply> => town.stranger().post('/work-card-checks', { card });

test('a card tells the name, post and grid, and its code leads to the page that says it is good', async () => {
  const id = await issue('zhou');
  const { json } = await town.as('admin').get(`/papers/work-cards?ids=${id}`);
  expect(json.cards).toEqual([
    {
      id,
      name: '周敏',
      initial: '周',
      title: '网格员',
      organisation: '旧港街道 船坞新村',
      place: '旧港第3网格',
      validUntil: '2027-11-19',
      address: expect.stringMatching(/^http:\/\/town\.test\/yunting\/w\/[\w-]{43}$/),
      call: { name: '船坞新村', phone: '10000008001' },
    },
  ]);
  expect((await check(await tokenOn(id))).json).toEqual({
    isValid: true,
    holder: {
      name: '周敏',
      initial: '周',
      title: { zh: '网格员', en: 'Grid worker' },
      organisation: '旧港街道 船坞新村',
      place: '旧港第3网格',
      validUntil: '2027-11-19',
    },
    call: { name: '船坞新村', phone: '10000008001' },
    checkedAt: town.now(),
  });
});

describe('a card that is over says so at once, and nothing of its holder', () => {
  const isOver = async (token: string) => {
    const reply = await check(token);
    expect(reply.json).toEqual({ isValid: false, holder: null, call: expect.anything(), checkedAt: town.now() });
  };

  test('when it is revoked', async () => {
    const id = await issue('wu');
    const token = await tokenOn(id);
    expect((await town.as('admin').put(`/work-cards/${id}/revocation`, {})).json.state).toBe('revoked');
    await isOver(token);
    expect((await town.as('admin').get(`/papers/work-cards?ids=${id}`)).json.cards).toEqual([]);
  });

  test('when another is made for the same post', async () => {
    const before = await tokenOn(await issue('he'));
    const now = await tokenOn(await issue('he'));
    await isOver(before);
    expect((await check(now)).json.isValid).toBe(true);
  });

  test('when the post ends', async () => {
    const token = await tokenOn(await issue('he'));
    await town.as('admin').delete(`/posts/${postOf('he')}`);
    await isOver(token);
  });

  test('when its holder is suspended', async () => {
    const token = await tokenOn(await issue('shen'));
    await town.as('admin').put(`/accounts/${ground.people.shen.id}/suspension`, { isSuspended: true });
    await isOver(token);
    await town.as('admin').put(`/accounts/${ground.people.shen.id}/suspension`, { isSuspended: false });
    expect((await check(token)).json.isValid).toBe(true);
  });
});

describe('it cannot be guessed', () => {
  test('what never was a card is not found, with whom to call, and each try counts', async () => {
    const from = (remoteAddress: string) =>
      town.app.server.inject({
        method: 'POST',
        url: '/api/yunting/work-card-checks',
        remoteAddress,
        payload: { card: newToken() },
      });
    const first = await from('203.0.113.7');
    expect(first.statusCode).toBe(404);
    expect(first.json()).toHaveProperty('call');
    const statuses: number[] = [];
    for (let count = 0; count < 40; count += 1) statuses.push((await from('203.0.113.7')).statusCode);
    expect(statuses).toContain(429);
  });

  test('its id, a changed token and one of another district open nothing', async () => {
    const id = await issue('zhou');
    const token = await tokenOn(id);
    const changed = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`;
    expect((await check(id)).status).toBe(404);
    expect((await check(changed)).status).toBe(404);
    expect((await town.stranger(town.otherDistrict).post('/work-card-checks', { card: token })).status).toBe(404);
  });

  test('the token stands neither in the database nor in the log', async () => {
    const token = await tokenOn(await issue('zhou'));
    await check(token);
    const { rows } = await town.database.asOwner((connection) =>
      connection.query('select * from d_yunting.work_cards', []),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(town.logged.join('\n')).not.toContain(token);
  });
});

describe('who may', () => {
  test('only who manages accounts where the post is makes, lists, prints and revokes cards', async () => {
    const id = await issue('zhou');
    for (const who of ['zhou', 'luo', 'lin', 'security'] as const) {
      const client = town.as(who);
      const asked = [
        await client.get(`/work-cards?areaId=${community.id}`),
        await client.post('/work-cards', { id: newId(), postId: postOf('zhou') }),
        await client.get(`/papers/work-cards?ids=${id}`),
        await client.put(`/work-cards/${id}/revocation`, {}),
      ];
      expect(
        asked.map(({ status }) => status),
        who,
      ).toEqual([403, 403, 403, 403]);
    }
    const other = town.as('otherAdmin', town.otherDistrict);
    expect((await other.post('/work-cards', { id: newId(), postId: postOf('zhou') })).status).toBe(404);
    expect((await other.get(`/papers/work-cards?ids=${id}`)).status).toBe(404);
    expect((await other.put(`/work-cards/${id}/revocation`, {})).status).toBe(404);
    expect((await check(await tokenOn(id))).json.isValid).toBe(true);
  });

  test('who manages one street makes no card in another', async () => {
    const id = newId();
    await town.as('admin').put('/role-permissions/streetDispatcher/account.manage', { isGranted: true });
    expect((await town.as('jinDispatcher').post('/work-cards', { id, postId: postOf('zhou') })).status).toBe(404);
    expect((await town.as('jinDispatcher').get(`/work-cards?areaId=${community.id}`)).status).toBe(403);
    expect((await town.as('lin').post('/work-cards', { id, postId: postOf('zhou') })).status).toBe(201);
    await town.as('admin').put('/role-permissions/streetDispatcher/account.manage', { isGranted: false });
  });
});

test('the same card sent twice is one; another post under its id is refused', async () => {
  const wanted = { id: newId(), postId: postOf('tang') };
  const first = await town.as('admin').post('/work-cards', wanted);
  town.pass(5);
  const again = await town.as('admin').post('/work-cards', wanted);
  expect(again.json).toEqual(first.json);
  expect((await town.as('admin').post('/work-cards', { ...wanted, postId: postOf('zhao') })).status).toBe(409);
});

test('no card outlives a year or its post, and a receiver of an organisation carries none', async () => {
  const wrong = async (fields: Record<string, unknown>) =>
    (await town.as('admin').post('/work-cards', { id: newId(), ...fields })).json?.errors?.[0]?.pointer;
  expect(await wrong({ postId: postOf('zhou'), validUntil: '2028-01-01' })).toBe('/validUntil');
  expect(await wrong({ postId: postOf('zhou'), validUntil: '2026-11-18' })).toBe('/validUntil');
  expect(await wrong({ postId: postOf('cao') })).toBe('/postId');
});

test('the list shows every post that carries a card, with the newest it has', async () => {
  const id = await issue('luo');
  const { json } = await town.as('admin').get(`/work-cards?areaId=${community.id}`);
  const luo = json.holders.find(({ name }: { name: string }) => name === '罗建平');
  expect(luo).toMatchObject({ title: { zh: '网格长' }, place: '船坞新村', card: { id, state: 'valid' } });
  expect(json.holders.filter(({ name }: { name: string }) => name === '罗建平')).toHaveLength(1);
  expect(json.holders.map(({ name }: { name: string }) => name)).not.toContain('曹经理');
  expect(json.isComplete).toBe(true);
});

test('making and revoking are written down, in ids', async () => {
  const id = await issue('zhao');
  await town.as('admin').put(`/work-cards/${id}/revocation`, {});
  const { rows } = await town.database.asOwner((connection) =>
    connection.query('select act, actor_id from d_yunting.audit where subject_id = $1 order by at, act', [id]),
  );
  expect(rows).toEqual([
    { act: 'workCard.issue', actor_id: ground.people.admin.id },
    { act: 'workCard.revoke', actor_id: ground.people.admin.id },
  ]);
});

test('as PDF eight lie on a sheet of A4', async () => {
  const ids = [await issue('zhou'), await issue('luo')];
  const { bytes } = await fileOf(town.app, 'admin', `/papers/work-cards/pdf?ids=${ids.join(',')}`);
  const [page, ...more] = readPdf(bytes);
  expect(more).toEqual([]);
  expect([page!.width, page!.height].map(Math.round)).toEqual([210, 297]);
  expect(page!.text.split('\n')).toEqual(
    expect.arrayContaining([
      '周敏',
      '罗建平',
      '工作证',
      '有效期至 2027-11-19',
      '核实电话　船坞新村 10000008001',
      '演示数据',
    ]),
  );
});

// Last in the file: the town's clock goes on and does not come back.
test('a card is over when its last day has passed, by the wall clock of the town', async () => {
  const token = await tokenOn(await issue('luo', { validUntil: '2026-11-19' }));
  town.setClock('2026-11-19T15:59:00.000Z');
  expect((await check(token)).json.isValid).toBe(true);
  town.setClock('2026-11-19T16:00:00.000Z');
  expect((await check(token)).json).toMatchObject({ isValid: false, holder: null });
});
