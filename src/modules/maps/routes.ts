// The map on the server: its base, its tiles, its lines.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import * as contract from './contract.ts';
import { readLines } from './lines.ts';
import { sendTile } from './tiles.ts';

export function addMapRoutes(room: Room): void {
  serve(room, contract.readMap, async ({ platform: { settings } }) => {
    const { baseMapTiles, baseMapGrid, baseMapCredit } = settings;
    if (baseMapTiles.length === 0) return { baseMap: null };
    return { baseMap: { layers: baseMapTiles.length, grid: baseMapGrid, credit: baseMapCredit ?? null } };
  });
  serve(room, contract.readTile, (ctx, { params }, wire) => sendTile(ctx, params, wire));
  serve(room, contract.listMapLines, (ctx, { query }) => readLines(ctx, query));
}
