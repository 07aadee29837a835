// REGISTER: every route of every module.

import { addHealthRoute } from '#platform/health.ts';
import { addDocumentRoutes } from '#platform/http/docs.ts';
import { addPages } from '#platform/http/pages.ts';
import type { Doorkeeper, Room } from '#platform/http/serve.ts';
import { createServer } from '#platform/http/server.ts';
import type { Server } from '#platform/http/server.ts';
import { addStreamRoute } from '#platform/http/stream.ts';
import type { Platform } from '#platform/platform.ts';
import type { Endpoint } from '#shared/endpoint.ts';

import { recogniseInCity, recogniseSession } from './modules/accounts/recognise.ts';
import { addAccountRoutes } from './modules/accounts/routes.ts';
import { addAddressRoutes } from './modules/addresses/routes.ts';
import { districtsOf } from './modules/areas/districts.ts';
import { addAreaRoutes } from './modules/areas/routes.ts';
import { addAttachmentRoutes } from './modules/attachments/routes.ts';
import { addCallbackRoutes } from './modules/callbacks/routes.ts';
import { addCollaborationRoutes } from './modules/collaborations/routes.ts';
import { recogniseLink } from './modules/cases/reports/recognise-link.ts';
import { addCaseRoutes } from './modules/cases/routes.ts';
import { addCatalogueRoutes } from './modules/catalogue/routes.ts';
import { addRemarkRoutes } from './modules/remarks/routes.ts';
import { addSupervisionRoutes } from './modules/supervision/routes.ts';
import { addDemoRoutes } from './modules/demo/routes.ts';
import { addDutyRoutes } from './modules/duty/routes.ts';
import { addHandoverRoutes } from './modules/handovers/routes.ts';
import { addGridRoutes } from './modules/grids/routes.ts';
import { addIndicatorRoutes } from './modules/indicators/routes.ts';
import { addMapRoutes } from './modules/maps/routes.ts';
import { addNoticeRoutes } from './modules/notices/routes.ts';
import { addOrganisationRoutes } from './modules/organisations/routes.ts';
import { addPaperRoutes } from './modules/papers/routes.ts';
import { addPhraseRoutes } from './modules/phrases/routes.ts';
import { addPlaceRoutes } from './modules/places/routes.ts';
import { addSearchRoutes } from './modules/search/routes.ts';
import { addSetupRoutes } from './modules/setup/routes.ts';
import { addProposalRoutes } from './modules/proposals/routes.ts';
import { addWarningRoutes } from './modules/warnings/routes.ts';
import { addWhistleRoutes } from './modules/whistles/routes.ts';

export interface App {
  readonly server: Server;
  readonly endpoints: readonly Endpoint[];
}

export async function createApp(platform: Platform): Promise<App> {
  const server = await createServer(platform);
  const districts = districtsOf(platform.database);
  const doorkeeper: Doorkeeper = {
    findDistrict: (key) => districts.find(key),
    recognise: (district, { link, device, session }, how) =>
      link === undefined
        ? recogniseSession(platform, district, session, how)
        : recogniseLink(platform, district, link, device),
    recogniseInCity: ({ session }) => recogniseInCity(platform, session),
  };
  const room: Room = { app: server, platform, doorkeeper, served: [] };

  addHealthRoute(room);
  addStreamRoute(room);
  addAttachmentRoutes(room);
  addAreaRoutes(room);
  addGridRoutes(room);
  addAddressRoutes(room);
  addPlaceRoutes(room);
  addMapRoutes(room);
  addNoticeRoutes(room);
  addOrganisationRoutes(room);
  addCatalogueRoutes(room);
  addAccountRoutes(room);
  addCaseRoutes(room);
  addDemoRoutes(room);
  addRemarkRoutes(room);
  addSearchRoutes(room);
  addSetupRoutes(room);
  addDutyRoutes(room);
  addHandoverRoutes(room);
  addSupervisionRoutes(room);
  addIndicatorRoutes(room);
  addPaperRoutes(room);
  addPhraseRoutes(room);
  addWhistleRoutes(room);
  addCallbackRoutes(room);
  addCollaborationRoutes(room);
  addProposalRoutes(room);
  addWarningRoutes(room);

  addDocumentRoutes(server);
  await addPages(server);
  return { server, endpoints: room.served };
}
