// Organisations and direct lists on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import {
  changeDirectList,
  changeOrganisation,
  closeOrganisation,
  createOrganisation,
  listOrganisations,
  readDirectList,
  readOrganisation,
} from './actions.ts';
import * as contract from './contract.ts';

export function addOrganisationRoutes(room: Room): void {
  serve(room, contract.listOrganisations, async (ctx, { query }) => ({
    organisations: await listOrganisations(ctx, query.withClosed),
  }));
  serve(room, contract.readOrganisation, (ctx, { params }) => readOrganisation(ctx, params.id));
  serve(room, contract.createOrganisation, (ctx, { input }) => createOrganisation(ctx, input));
  serve(room, contract.changeOrganisation, (ctx, { params, input }) => changeOrganisation(ctx, params.id, input));
  serve(room, contract.closeOrganisation, (ctx, { params, input }) => closeOrganisation(ctx, params.id, input.version));

  serve(room, contract.readDirectList, (ctx, { query }) => readDirectList(ctx, query.path));
  serve(room, contract.changeDirectList, (ctx, { input }) => changeDirectList(ctx, input));
}
