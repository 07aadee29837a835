// 多方联动 on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { readCollaboration, startCollaboration, takeStep } from './actions.ts';
import * as contract from './contract.ts';
import { readOwnRole } from './own-role.ts';

export function addCollaborationRoutes(room: Room): void {
  serve(room, contract.readCollaboration, (ctx, { params }) => readCollaboration(ctx, params.id));
  serve(room, contract.readOwnRole, (ctx, { params }) => readOwnRole(ctx, params.id));
  serve(room, contract.startCollaboration, (ctx, { params, input }) => startCollaboration(ctx, params.id, input.id));
  serve(room, contract.takeStep, (ctx, { params, input }) => takeStep(ctx, params.id, params.role, input));
}
