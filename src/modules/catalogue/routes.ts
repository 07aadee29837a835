// The catalogue on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { listClasses, listPublicClasses, readClass, saveClass } from './actions.ts';
import * as contract from './contract.ts';

export function addCatalogueRoutes(room: Room): void {
  serve(room, contract.listPublicClasses, async (ctx) => ({ classes: await listPublicClasses(ctx) }));
  serve(room, contract.listClasses, async (ctx) => ({ classes: await listClasses(ctx) }));
  serve(room, contract.readClass, (ctx, { params }) => readClass(ctx, params.code));
  serve(room, contract.saveClass, (ctx, { params, input }) => saveClass(ctx, params.code, input));
}
