// Hands a workbook of the catalogue to the person under a name in the page's language.

import { ask } from '#web/parts/api.ts';
import { addressOf } from '#web/parts/route.ts';
import type { Route } from '#web/parts/route.ts';

import { keepFile } from '../keep-file.ts';
import { districtKey } from '../session.ts';

export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** With a body, what comes back for it. @throws {Refused | NoAnswer} */
export async function saveSheet(route: Route<unknown>, name: string, body?: File): Promise<void> {
  const address = addressOf(route, districtKey, {});
  const answer = await ask(
    address,
    body === undefined ? { method: 'GET' } : { method: 'PUT', headers: { 'content-type': WORKBOOK }, body },
  );
  keepFile(await answer.blob(), name);
}
