// Takes a file from the server and hands it to the person, under the name the server gives it.

import { ask } from '#web/parts/api.ts';
import { addressOf } from '#web/parts/route.ts';
import type { Route } from '#web/parts/route.ts';

import { districtKey } from '../session.ts';

/** @throws {Refused | NoAnswer} */
export async function saveFile(
  route: Route<unknown>,
  parts: { params?: Record<string, string>; query?: Record<string, string | undefined> } = {},
): Promise<void> {
  const answer = await ask(addressOf(route, districtKey, parts), { method: 'GET' });
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = nameOf(answer.headers.get('content-disposition') ?? '');
  document.body.append(link);
  link.click();
  link.remove();
  // Not at once: some browsers begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function nameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? 'paper' : decodeURIComponent(encoded);
}
