// Takes a file from the server and hands it to the person, under the name the server gives it.

import { ask } from '#web/parts/api.ts';
import { addressOf } from '#web/parts/route.ts';
import type { Route } from '#web/parts/route.ts';

import { keepFile } from '../keep-file.ts';
import { districtKey } from '../session.ts';

/** @throws {Refused | NoAnswer} */
export async function saveFile(
  route: Route<unknown>,
  parts: { params?: Record<string, string>; query?: Record<string, string | undefined> } = {},
): Promise<void> {
  const answer = await ask(addressOf(route, districtKey, parts), { method: 'GET' });
  keepFile(await answer.blob(), nameOf(answer.headers.get('content-disposition') ?? ''));
}

function nameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? 'paper' : decodeURIComponent(encoded);
}
