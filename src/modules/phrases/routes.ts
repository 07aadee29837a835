// A person's own sentences on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { listPhrases, putPhrase, removePhrase } from './actions.ts';
import * as contract from './contract.ts';

export function addPhraseRoutes(room: Room): void {
  serve(room, contract.listMyPhrases, async (ctx) => ({ phrases: await listPhrases(ctx) }));
  serve(room, contract.putMyPhrase, (ctx, { params, input }) => putPhrase(ctx, params.id, input));
  serve(room, contract.removeMyPhrase, (ctx, { params }) => removePhrase(ctx, params.id));
}
