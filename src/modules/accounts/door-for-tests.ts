// Asks at the door as browsers and programs do, each time from another address.

import { expect, vi } from 'vitest';

import type { App } from '../../app.ts';
import { newId } from '#shared/ids.ts';
import { ground } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';

export const PASSWORD = '春江潮水连海平海上明月';

export interface Door {
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, how?: How): Promise<Reply>;
  signIn(signInName: string, password?: string, how?: How): Promise<Reply>;
  /** Lets the administrator make a link and opens it. */
  setPassword(name: keyof typeof ground.people): Promise<Reply>;
  /** Asks for a code and reads it where it was sent. */
  codeFor(phone: string): Promise<string>;
  /** An address nobody has asked from. */
  address(): string;
}

interface How {
  ip?: string;
  app?: App;
  [header: string]: unknown;
}

export function doorOf(town: Town): Door {
  let house = 0;
  // Every request from an address of its own, so that the failures of one test do not count in the next.
  const address = () => `10.1.${Math.floor((house += 1) / 250)}.${house % 250}`;
  const send: Door['send'] = async (method, url, body, { ip = address(), app = town.app, ...headers } = {}) => {
    const reply = await app.server.inject({
      method,
      url,
      remoteAddress: ip,
      headers: headers as Record<string, string>,
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(reply.headers['content-type'] ?? '').includes('json');
    return {
      status: reply.statusCode,
      headers: reply.headers,
      json: isJson ? reply.json() : undefined,
      text: reply.body,
    };
  };
  return {
    send,
    address,
    signIn: (signInName, password = PASSWORD, how = {}) => send('POST', '/api/session', { signInName, password }, how),
    async setPassword(name) {
      const path = `/accounts/${ground.people[name].id}/activation-links`;
      const link = await town.as('admin').post(path, { id: newId() });
      return send('POST', '/api/activations', { token: link.json.token, password: PASSWORD });
    },
    async codeFor(phone) {
      const before = town.sent.length;
      expect((await send('POST', '/api/sign-in-codes', { phone })).status).toBe(202);
      await vi.waitFor(() => expect(town.sent.length).toBe(before + 1));
      expect(town.sent.at(-1)?.to).toBe(phone);
      return /\d{6}/.exec(town.sent.at(-1)?.words ?? '')?.[0] ?? '';
    },
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** While work runs, the district with this key is no demo. */
export async function asRealDistrict(town: Town, key: string, work: () => Promise<void>): Promise<void> {
  const flip = (isDemo: boolean) =>
    town.database.asOwner((connection) =>
      connection.query('update shared.districts set is_demo = $1 where key = $2', [isDemo, key]),
    );
  await flip(false);
  await work().finally(() => flip(true));
}
