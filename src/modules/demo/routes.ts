// Endpoint ↔ action, nothing else.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { readDemoMessages, readDemoPicture, readProgress, readStories } from './actions.ts';
import { moveDemoClock, readDemoState, remakeDemoDistrict } from './actions-clock.ts';
import { readDemoFigures } from './actions-figures.ts';
import * as clock from './contract-clock.ts';
import * as figures from './contract-figures.ts';
import { getDemoPicture, getStoryProgress, listDemoMessages, listStories } from './contract.ts';

export function addDemoRoutes(room: Room): void {
  serve(room, listStories, async (ctx) => readStories(ctx));
  serve(room, getStoryProgress, (ctx, { params, query }) => readProgress(ctx, params.key, query));
  serve(room, getDemoPicture, async (ctx, { params }, { reply }) => {
    const bytes = await readDemoPicture(ctx, params.name);
    return reply.type('image/jpeg').header('cache-control', 'max-age=3600').send(bytes);
  });
  serve(room, listDemoMessages, (ctx) => readDemoMessages(ctx));
  serve(room, figures.readDemoFigures, (ctx) => readDemoFigures(ctx));
  serve(room, clock.readDemoState, (ctx) => readDemoState(ctx));
  serve(room, clock.moveDemoClock, (ctx, { input }) => moveDemoClock(ctx, input));
  serve(room, clock.remakeDemo, (ctx, { input }) => remakeDemoDistrict(ctx, input.id));
}
