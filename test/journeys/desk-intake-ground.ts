// What the journeys at 受理台 begin with: matters the street holds after two steps up, and a move of somebody by API.

import { newId } from '../../src/shared/ids.ts';
import { asPerson } from './persons.ts';
import type { Person } from './persons.ts';
import type { RunningServer } from './server.ts';

export interface Held {
  readonly id: string;
  readonly number: string;
}

export async function moveBy(person: Person, id: string, verb: string, fields: object = {}): Promise<void> {
  const { version } = await person.get(`/cases/${id}`);
  await person.post(`/cases/${id}/${verb}`, { moveId: newId(), seenVersion: version, ...fields });
}

/** Written down at the counter by 周敏, passed up by 周敏 and 罗建平. */
export async function heldByStreet(server: RunningServer, words: string, more: object = {}): Promise<Held> {
  const [zhou, luo] = [await asPerson(server, 'zhoumin'), await asPerson(server, 'luojianping')];
  const { id, number } = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'visit',
    isForOther: true,
    words,
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '三圣里 12 号门前',
    ...more,
  });
  await moveBy(zhou, id, 'escalate', { reason: 'beyondPowers' });
  await moveBy(luo, id, 'escalate', { reason: 'beyondPowers' });
  return { id, number };
}

export async function filedByStreet(server: RunningServer, words: string, classCode: string): Promise<Held> {
  const held = await heldByStreet(server, words);
  await moveBy(await asPerson(server, 'linxiaoyun'), held.id, 'file', { classCode });
  return held;
}
