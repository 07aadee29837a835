// The one box on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { search } from './actions.ts';
import { searchAll } from './contract.ts';

export function addSearchRoutes(room: Room): void {
  serve(room, searchAll, (ctx, { input }) => search(ctx, input));
}
