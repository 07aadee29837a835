// What the tests of attachments share: pictures with a camera's data, a case to name them in, bytes as they are served.

import sharp from 'sharp';

import { ANONYMOUS, elevated, inTransaction } from '#platform/context.ts';
import type { Actor, District } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import { newId } from '#shared/ids.ts';

import { PEOPLE, town as ground } from '../../../test/town-ground.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { attachToCase } from './actions.ts';

export const anybody: Actor = ANONYMOUS;

export function person(name: PersonName): Actor {
  return { ...ANONYMOUS, kind: 'account', accountId: PEOPLE[name].id };
}

let shade = 0;

/** A photo of its own, so that no two tests share a file; taken in 船坞新村 by a phone that writes down where and when. */
export function photo(): Promise<Buffer> {
  shade += 1;
  const background = { r: (shade * 37) % 256, g: (shade * 91) % 256, b: (shade * 13) % 256 };
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Phone', Artist: 'somebody' },
      IFD2: { DateTimeOriginal: '2026:11:19 08:55:30', OffsetTimeOriginal: '+08:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '40/1 0/1 540/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '95/1 0/1 1980/100',
      },
    })
    .toBuffer();
}

/** Its header is right, what follows is not. */
export async function brokenPhoto(): Promise<Buffer> {
  return (await photo()).subarray(0, 1400);
}

/** A voice as old Android phones record it. */
export function voice(words: string): Buffer {
  return Buffer.from(`#!AMR\n<${words}`);
}

/** A case in 旧港第3网格 with one voice; handed to the organisation when one is given. */
export async function someCase(town: Town, given: { organisationId?: string; reporterId?: string } = {}) {
  const id = newId();
  const reportId = newId();
  const token = hashToken(id);
  const linkId = newId();
  const at = town.now();
  const grid = ground.grids['/yunting/jg/cw/g03/']!;
  await inTransaction(town.context(), async ({ db }) => {
    const place = { path: grid.path, street_id: grid.streetId, community_id: grid.communityId, grid_id: grid.id };
    const matter = { kind: 'problem', secrecy: 'open', is_urgent: false, summary: '楼道灯不亮', status: 'collected' };
    await db
      .insertInto('cases')
      .values({ id, number: id, ...matter, ...place, held_level: 'grid', reported_at: at })
      .execute();
    const report = { id: reportId, case_id: id, channel: 'scan', reported_at: at, received_at: at };
    await db
      .insertInto('case_reports')
      .values({ ...report, reporter_id: given.reporterId ?? null })
      .execute();
    const link = { id: linkId, token_hash: hashToken(token), kind: 'report', case_id: id, report_id: reportId };
    await db
      .insertInto('links')
      .values({ ...link, made_at: at })
      .execute();
    const access = [
      { way: 'link', subject_id: linkId },
      ...(given.organisationId === undefined ? [] : [{ way: 'organisation', subject_id: given.organisationId }]),
    ];
    await db
      .insertInto('case_access')
      .values(access.map((each) => ({ ...each, case_id: id, since: at })))
      .execute();
  });
  return { id, reportId, token, linkId };
}

/** One line of history, as a move writes it before it names what came with it. */
export async function someMove(town: Town, caseId: string, verb: string): Promise<string> {
  const id = newId();
  const at = town.now();
  const line = { id, case_id: caseId, seq: 1, verb, to_status: 'handling', held_level: 'grid', codes: '{}' };
  await inTransaction(town.context(), ({ db }) =>
    db
      .insertInto('case_moves')
      .values({ ...line, at, recorded_at: at })
      .execute(),
  );
  return id;
}

/** Sends a file, which must be taken, and answers its id. */
export async function sendAs(
  town: Town,
  who: 'stranger' | PersonName,
  content: Buffer,
  type = 'image/jpeg',
): Promise<string> {
  const id = newId();
  const client = who === 'stranger' ? fromNewAddress(town) : town.as(who);
  const { status } = await client.upload(whole(id), content, type);
  if (status !== 200) throw new Error(`the upload was answered with ${status}`);
  return id;
}

let host = 0;

/** A resident on a line of her own. */
function fromNewAddress(town: Town) {
  host += 1;
  return fromAddress(town, `10.1.${Math.floor(host / 250)}.${1 + (host % 250)}`);
}

export function fromAddress(town: Town, remoteAddress: string) {
  return {
    async upload(path: string, payload: Buffer, type: string) {
      const headers = { 'content-type': type };
      const url = `/api/yunting${path}`;
      const reply = await town.app.server.inject({ method: 'PUT', url, headers, payload, remoteAddress });
      return { status: reply.statusCode, json: reply.json(), headers: reply.headers };
    },
  };
}

export const whole = (id: string) => `/attachments/${id}`;
export const thumbnail = (id: string) => `/attachments/${id}/thumbnail`;

/** As a report or a move does it: in a transaction widened to the district. */
export function attach(
  town: Town,
  actor: Actor,
  ids: readonly string[],
  to: { caseId: string; moveId?: string; reportId?: string },
  district?: District,
): Promise<void> {
  const named = { caseId: to.caseId, moveId: to.moveId ?? null, reportId: to.reportId ?? null };
  return inTransaction(town.context(actor, district), (ctx) =>
    elevated(ctx, 'saveMove', () => attachToCase(ctx, ids, named)),
  );
}

export async function served(town: Town, path: string, authorization: string) {
  const reply = await town.app.server.inject({
    method: 'GET',
    url: `/api/yunting${path}`,
    headers: { authorization },
  });
  return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload };
}

export function bearer(name: PersonName): string {
  return `Bearer ${tokenOf(name)}`;
}

export async function rowOf(town: Town, id: string, district?: District) {
  return inTransaction(town.context(undefined, district), ({ db }) =>
    db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst(),
  );
}
