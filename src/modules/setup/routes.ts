// Setting a district up, on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { readSetup } from './actions.ts';
import * as contract from './contract.ts';

export function addSetupRoutes(room: Room): void {
  serve(room, contract.readSetup, (ctx) => readSetup(ctx));
}
