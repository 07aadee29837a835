// A desk that is handed over, as the parts of the page pass it on.

import type { AnswerTo } from '#web/parts/route.ts';
import type { getHandover } from '#web/parts/routes.ts';

export interface Desk {
  readonly key: string;
  readonly name: string;
  readonly query: { readonly path: string } | { readonly organisationId: string };
}

export type HandedItem = AnswerTo<typeof getHandover>['items'][number];
