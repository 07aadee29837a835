// The roster on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { addShifts, changePattern, changeShift, listDutyPeople, readRoster, removeShift } from './actions.ts';
import { listDutyOnMap as listDutyOnMapEndpoint } from './contract-map.ts';
import * as contract from './contract.ts';
import { listDutyPhones, readDutyNow } from './now.ts';
import { listDutyOnMap } from './on-map.ts';

export function addDutyRoutes(room: Room): void {
  serve(room, contract.readRoster, (ctx, { query }) => readRoster(ctx, query));
  serve(room, contract.addShifts, (ctx, { input }) => addShifts(ctx, input));
  serve(room, contract.changeShift, (ctx, { params, input }) => changeShift(ctx, params.id, input));
  serve(room, contract.removeShift, (ctx, { params, input }) => removeShift(ctx, params.id, input.version));
  serve(room, contract.changePattern, (ctx, { input }) => changePattern(ctx, input));
  serve(room, contract.listDutyPeople, (ctx, { query }) => listDutyPeople(ctx, query));
  serve(room, contract.readDutyNow, (ctx, { query }) => readDutyNow(ctx, query));
  serve(room, listDutyOnMapEndpoint, (ctx, { query }) => listDutyOnMap(ctx, query));
  serve(room, contract.listDutyPhones, (ctx) => listDutyPhones(ctx));
}
