// REGISTER: every route of every module.

import type { Doorkeeper, Room } from '#platform/http/serve.ts';
import { createServer } from '#platform/http/server.ts';
import type { Server } from '#platform/http/server.ts';
import type { Platform } from '#platform/platform.ts';
import type { Endpoint } from '#shared/endpoint.ts';

import { recogniseSession } from './modules/accounts/recognise.ts';
import { districtsOf } from './modules/areas/districts.ts';

export interface App {
  readonly server: Server;
  readonly endpoints: readonly Endpoint[];
}

export async function createApp(platform: Platform): Promise<App> {
  const server = await createServer(platform);
  const districts = districtsOf(platform.database);
  const doorkeeper: Doorkeeper = {
    findDistrict: (key) => districts.find(key),
    recognise: (district, credentials, now) => recogniseSession(platform, district, credentials.session, now),
  };
  const room: Room = { app: server, platform, doorkeeper, served: [] };

  return { server, endpoints: room.served };
}
