// The suggestion box on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { listRemarks, markRemarkRead, putRemark } from './actions.ts';
import * as contract from './contract.ts';

export function addRemarkRoutes(room: Room): void {
  serve(room, contract.putRemark, (ctx, { input }, wire) => putRemark(ctx, input, wire.ip));
  serve(room, contract.listRemarks, (ctx, { query }) => listRemarks(ctx, query));
  serve(room, contract.markRemarkRead, (ctx, { params }) => markRemarkRead(ctx, params.id));
}
