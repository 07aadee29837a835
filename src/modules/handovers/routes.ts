// Hand-overs on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import {
  confirmHandover,
  eraseHandoverWords,
  getHandover,
  listHandovers,
  readHandoverDraft,
  writeHandover,
} from './actions.ts';
import * as contract from './contract.ts';

export function addHandoverRoutes(room: Room): void {
  serve(room, contract.readHandoverDraft, (ctx, { query }) => readHandoverDraft(ctx, query));
  serve(room, contract.writeHandover, (ctx, { input }) => writeHandover(ctx, input));
  serve(room, contract.listHandovers, (ctx, { query }) => listHandovers(ctx, query));
  serve(room, contract.getHandover, (ctx, { params }) => getHandover(ctx, params.id));
  serve(room, contract.confirmHandover, (ctx, { params }) => confirmHandover(ctx, params.id));
  serve(room, contract.eraseHandoverWords, (ctx, { params, input }) => eraseHandoverWords(ctx, params.id, input.rule));
}
