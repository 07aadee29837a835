// Proposals on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { noteTake, proposeFrom, readFigures } from './actions.ts';
import * as contract from './contract.ts';

export function addProposalRoutes(room: Room): void {
  serve(room, contract.askProposals, (ctx, { input }) => proposeFrom(ctx, input));
  serve(room, contract.noteTake, (ctx, { input }) => noteTake(ctx, input));
  serve(room, contract.readProposalFigures, (ctx) => readFigures(ctx));
}
