// Grids on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { whoServes } from './actions-serving.ts';
import { changeGrid, closeGrid, createGrid, listGrids, readGrid } from './actions.ts';
import * as map from './contract-map.ts';
import { listMyPosts } from './contract-mine.ts';
import * as contract from './contract.ts';
import { listGridHistory, listShapes } from './mapped-ground.ts';
import { readMyPosts } from './mine.ts';

export function addGridRoutes(room: Room): void {
  serve(room, contract.listGrids, (ctx, { query }) => listGrids(ctx, query));
  serve(room, contract.readGrid, (ctx, { params }) => readGrid(ctx, params.id));
  serve(room, contract.createGrid, (ctx, { input }) => createGrid(ctx, input));
  serve(room, contract.changeGrid, (ctx, { params, input }) => changeGrid(ctx, params.id, input));
  serve(room, contract.closeGrid, (ctx, { params, input }) => closeGrid(ctx, params.id, input.version));
  serve(room, contract.serving, (ctx, { params }) => whoServes(ctx, params.id));
  serve(room, map.listShapes, (ctx, { query }, wire) => listShapes(ctx, query, wire));
  serve(room, map.listGridHistory, (ctx, { params }) => listGridHistory(ctx, params.id));
  serve(room, listMyPosts, (ctx) => readMyPosts(ctx));
}
