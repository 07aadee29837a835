// Notices on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { knowNotice, listNotices } from './actions.ts';
import * as contract from './contract.ts';

export function addNoticeRoutes(room: Room): void {
  serve(room, contract.listNotices, (ctx) => listNotices(ctx));
  serve(room, contract.knowNotice, (ctx, { params }) => knowNotice(ctx, params.id));
}
