// Early warnings on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { acknowledge, listWarnings, readWarning } from './actions.ts';
import * as contract from './contract.ts';

export function addWarningRoutes(room: Room): void {
  serve(room, contract.listWarnings, (ctx, { query }) => listWarnings(ctx, query.state));
  serve(room, contract.readWarning, (ctx, { params }) => readWarning(ctx, params.id));
  serve(room, contract.acknowledgeWarning, (ctx, { params, input }) => acknowledge(ctx, params.id, input));
}
