// Endpoint ↔ action, nothing else.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { keepCallback, readCallbacks, readDueCallbacks, readFigures } from './actions.ts';
import * as contract from './contract.ts';

export function addCallbackRoutes(room: Room): void {
  serve(room, contract.listDueCallbacks, (ctx, { query }) => readDueCallbacks(ctx, query));
  serve(room, contract.readCallbackFigures, (ctx, { query }) => readFigures(ctx, query));
  serve(room, contract.putCallback, (ctx, { params, input }) => keepCallback(ctx, params.id, input));
  serve(room, contract.listCallbacks, (ctx, { params }) => readCallbacks(ctx, params.id));
}
