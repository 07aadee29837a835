// Ways through the town that several tests of cases begin with: a filed case, an order at the road office, an opened order link.

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import type { Played, ReportFields } from '../../../test/play.ts';
import { ground } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';

export const road = ground.organisation('road');
export const roadCrew = ground.organisation('roadCrew2');
export const property = ground.organisation('property');
export const sanitation = ground.organisation('sanitation');
export const waterCrew = ground.organisation('waterCrew2');

export interface WithOrder extends Played {
  readonly orderId: string;
}

/** A loose manhole cover, reported by somebody who scanned a code and filed by the street. */
export async function filed(town: Town, fields: ReportFields = {}, classCode = 'manholeCover'): Promise<Played> {
  const played = await report(town.stranger(), fields);
  await move(town, 'lin', played.id, 'file', { classCode });
  return played;
}

export async function dispatched(town: Town, organisationId = road.id, fields: ReportFields = {}): Promise<WithOrder> {
  const played = await filed(town, fields);
  const orderId = newId();
  await move(town, 'lin', played.id, 'dispatch', { organisationId, newWorkOrderId: orderId });
  return { ...played, orderId };
}

export async function signed(town: Town, fields: ReportFields = {}): Promise<WithOrder> {
  const played = await dispatched(town, road.id, fields);
  await move(town, 'roadReceiver', played.id, 'acknowledge', { workOrderId: played.orderId });
  return played;
}

export async function fedBack(town: Town, fields: ReportFields = {}): Promise<WithOrder> {
  const played = await signed(town, fields);
  const said = { workOrderId: played.orderId, evidence: ['writtenNote'], words: '已更换井盖' };
  await move(town, 'roadReceiver', played.id, 'feedback', said);
  return played;
}

export async function closed(town: Town, fields: ReportFields = {}): Promise<WithOrder> {
  const played = await fedBack(town, fields);
  await move(town, 'zhou', played.id, 'verify', { outcome: 'solved' });
  await move(town, 'lin', played.id, 'close');
  return played;
}

/** Closed and drawn for a re-check, for whoever does so by office: the class says of how many, here of all. */
export async function drawn(town: Town, fields: ReportFields = {}): Promise<WithOrder> {
  const played = await drawnForOne(town, fields);
  await rows(town, 'update d_yunting.cases set rechecker_id = null where id = $1', [played.id]);
  await rows(town, "delete from d_yunting.case_access where case_id = $1 and way = 'person'", [played.id]);
  return played;
}

/** Closed and drawn for one person by name, as it happens. */
export async function drawnForOne(town: Town, fields: ReportFields = {}): Promise<WithOrder> {
  await setSampling(town, 100);
  const played = await closed(town, fields);
  await setSampling(town, 5);
  return played;
}

export async function setSampling(town: Town, percent: number, classCode = 'manholeCover'): Promise<void> {
  await rows(town, 'update d_yunting.classes set sampling_percent = $1 where code = $2', [percent, classCode]);
}

/** What the duty phone does with the text message: ask for the code, open the order. */
export async function openOrder(town: Town, orderId: string): Promise<{ token: string; crew: Client }> {
  const token = await town.orderLink(orderId);
  await town.stranger().post('/order-link-codes', { link: token });
  const code = codeSent(town);
  const { json } = await town.stranger().post('/order-link-openings', { link: token, code });
  return { token, crew: town.withLink(token, undefined, json.device) };
}

export function codeSent(town: Town): string {
  return /验证码 (\d{6})/.exec(town.sent.at(-1)?.words ?? '')?.[1] ?? '';
}

export async function allowedTo(town: Town, who: PersonName | Client, caseId: string): Promise<string[]> {
  const client = typeof who === 'string' ? town.as(who) : who;
  return (await client.get(`/cases/${caseId}`)).json.allowed;
}

/** Rows as the database's owner sees them. */
export async function rows<Row = Record<string, unknown>>(
  town: Town,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return town.database.asOwner(async (connection) => (await connection.query(sql, values)).rows as Row[]);
}

/** Lines of the log that tell of a mistake of the program. */
export function mistakes(town: Town): string[] {
  return town.logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
}
