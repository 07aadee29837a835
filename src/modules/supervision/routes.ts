// Directives on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { issueDirective, listDirectives, listIssued, replyToDirective } from './actions.ts';
import * as contract from './contract.ts';

export function addSupervisionRoutes(room: Room): void {
  serve(room, contract.listDirectives, (ctx, { params }) => listDirectives(ctx, params.id));
  serve(room, contract.issueDirective, (ctx, { params, input }) => issueDirective(ctx, params.id, input));
  serve(room, contract.replyToDirective, (ctx, { params, input }) => replyToDirective(ctx, params.id, input));
  serve(room, contract.listIssued, (ctx, { query }) => listIssued(ctx, query));
}
