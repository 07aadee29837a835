// Whistles on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { changeKindLimits, readKindLimits } from './actions-settings.ts';
import { addCall, addNote, blow, closeWhistle, whistleOptions } from './actions.ts';
import { moveCall } from './actions-moves.ts';
import { eraseLine } from './erasure.ts';
import * as contract from './contract.ts';
import { lookUpWhistleLink, readLinkedWhistle } from './links.ts';
import { listWhistles, readShare } from './lists.ts';
import { listOfSubject, readWhistle } from './views.ts';

const aCase = ({ id }: { id: string }) => ({ kind: 'case' as const, id });

export function addWhistleRoutes(room: Room): void {
  serve(room, contract.whistleKinds.read, (ctx) => readKindLimits(ctx));
  serve(room, contract.whistleKinds.change, (ctx, { input }) => changeKindLimits(ctx, input));
  serve(room, contract.whistleOptions, (ctx, { params }) => whistleOptions(ctx, aCase(params)));
  serve(room, contract.blowWhistle, (ctx, { params, input }) => blow(ctx, aCase(params), input));
  serve(room, contract.listWhistlesOfCase, (ctx, { params }) => listOfSubject(ctx, aCase(params)));
  serve(room, contract.listWhistles, (ctx, { query }) => listWhistles(ctx, query.state));
  serve(room, contract.readWhistleShare, (ctx) => readShare(ctx));
  serve(room, contract.readWhistle, (ctx, { params }) => readWhistle(ctx, params.id));
  serve(room, contract.addWhistleCall, (ctx, { params, input }) => addCall(ctx, params.id, input));
  serve(room, contract.addWhistleNote, (ctx, { params, input }) => addNote(ctx, params.id, input));
  serve(room, contract.eraseWhistleLine, (ctx, { params, input }) => eraseLine(ctx, params.id, input));
  serve(room, contract.closeWhistle, (ctx, { params, input }) => closeWhistle(ctx, params.id, input));
  serve(room, contract.lookUpWhistleLink, (ctx, { input }, wire) => lookUpWhistleLink(ctx, input.link, wire.ip));
  serve(room, contract.readLinkedWhistle, (ctx) => readLinkedWhistle(ctx));
  serve(room, contract.moveWhistleCall, (ctx, { params, input }) => moveCall(ctx, params.id, input));
}
