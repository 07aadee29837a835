// The door and the people: endpoint ↔ action.

import type { FastifyReply } from 'fastify';

import { SESSION_COOKIE, serve, serveCity } from '#platform/http/serve.ts';
import type { Room, Wire } from '#platform/http/serve.ts';
import { millisecondsOf } from '#shared/time.ts';

import { listAccounts, revealPhone, suspendAccount } from './actions-accounts.ts';
import { activate, changePassword, makeActivationLink } from './actions-activation.ts';
import { listAudit, listDoorAudit } from './actions-audit.ts';
import { sendSignInCode, signInByCode } from './actions-codes.ts';
import { invite, join, leave, takeInvitationBack } from './actions-joining.ts';
import { createAccount } from './actions-people.ts';
import { endPost, grantPost, overrideRole } from './actions-posts.ts';
import {
  endSession,
  listOwnSessions,
  listSessionsOf,
  signInAsDemo,
  signInByPassword,
  signOut,
  whoAmI,
} from './actions-sessions.ts';
import { putAccountSheet, sheetTemplate } from './actions-sheets.ts';
import { why } from './actions-why.ts';
import * as people from './contract-accounts.ts';
import * as trails from './contract-audit.ts';
import { listDemoPeople as listDemoPeopleEndpoint } from './contract-demo.ts';
import * as own from './contract-own.ts';
import * as door from './contract-sessions.ts';
import { listDemoPeople } from './demo.ts';
import { listColleagues, listMyGrants } from './own.ts';

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function addAccountRoutes(room: Room): void {
  addDoor(room);
  addSessions(room);
  addPeople(room);
  addSheet(room);
  addJoining(room);
  serve(room, trails.listAudit, (ctx, { query }) => listAudit(ctx, query));
  serve(room, trails.listDoorAudit, (ctx, { query }) => listDoorAudit(ctx, query));
}

function addDoor(room: Room): void {
  const isHttps = room.platform.settings.publicUrl?.startsWith('https://') ?? false;
  const remember = <T extends { token: string; expiresAt: string }>({ reply }: Wire, signedIn: T): T => {
    setCookie(reply, signedIn, room.platform.clock(), isHttps);
    return signedIn;
  };

  serveCity(room, door.signIn, async (ctx, { input }, wire) =>
    remember(wire, await signInByPassword(ctx, input, wire.ip)),
  );
  serveCity(room, door.signInByCode, async (ctx, { input }, wire) =>
    remember(wire, await signInByCode(ctx, input, wire.ip)),
  );
  serveCity(room, door.signInAsDemo, async (ctx, { input }, wire) => remember(wire, await signInAsDemo(ctx, input)));
  serveCity(room, door.activate, async (ctx, { input }, wire) => remember(wire, await activate(ctx, input, wire.ip)));
  serve(room, people.join, async (ctx, { input }, wire) => remember(wire, await join(ctx, input)));
  serveCity(room, door.sendSignInCode, (ctx, { input }, wire) => sendSignInCode(ctx, input, wire.ip));
  serveCity(room, door.whoAmI, (ctx) => whoAmI(ctx));
  serveCity(room, door.changePassword, (ctx, { input }, wire) => changePassword(ctx, input, wire.ip));
  serveCity(room, door.signOut, async (ctx, _, { reply }) => {
    await signOut(ctx);
    nothing(reply.clearCookie(SESSION_COOKIE, { path: '/' }));
  });
}

function addSessions(room: Room): void {
  serve(room, listDemoPeopleEndpoint, async (ctx) => ({ people: await listDemoPeople(ctx) }));
  serve(room, door.listOwnSessions, (ctx) => listOwnSessions(ctx));
  serve(room, door.listSessions, (ctx, { params }) => listSessionsOf(ctx, params.id));
  serve(room, door.endSession, async (ctx, { params }, { reply }) => {
    await endSession(ctx, params.id);
    nothing(reply);
  });
  serve(room, door.makeActivationLink, (ctx, { params, input }) => makeActivationLink(ctx, params.id, input.id));
}

function addPeople(room: Room): void {
  serve(room, people.listAccounts, (ctx, { query }) => listAccounts(ctx, query));
  serve(room, people.revealPhone, (ctx, { params }) => revealPhone(ctx, params.id));
  serve(room, people.suspendAccount, (ctx, { params, input }) => suspendAccount(ctx, params.id, input.isSuspended));
  serve(room, people.createAccount, (ctx, { input }) => createAccount(ctx, input));
  serve(room, people.grantPost, (ctx, { params, input }) => grantPost(ctx, params.id, input));
  serve(room, people.endPost, async (ctx, { params }, { reply }) => {
    await endPost(ctx, params.id);
    nothing(reply);
  });
  serve(room, people.overrideRole, async (ctx, { params, input }) => {
    await overrideRole(ctx, { ...params, ...input });
    return { ...params, ...input };
  });
  serve(room, own.listMyGrants, async (ctx) => listMyGrants(ctx));
  serve(room, own.listColleagues, (ctx) => listColleagues(ctx));
  serve(room, people.why, (ctx, { query }) => why(ctx, query));
}

function addSheet(room: Room): void {
  serve(room, people.putAccountSheet, async (ctx, { query, input }) =>
    putAccountSheet(ctx, input, query.dryRun === 'true'),
  );
  serve(room, people.getSheetTemplate, async (ctx, _, { reply }) => {
    const workbook = await sheetTemplate(ctx);
    reply.type(SHEET_TYPE).header('content-disposition', 'attachment; filename="accounts.xlsx"');
    void reply.send(workbook);
  });
}

function addJoining(room: Room): void {
  serve(room, people.invite, (ctx, { input }) => invite(ctx, input));
  serve(room, people.takeInvitationBack, async (ctx, { params }, { reply }) => {
    await takeInvitationBack(ctx, params.id);
    nothing(reply);
  });
  serve(room, people.leave, async (ctx, _, { reply }) => {
    await leave(ctx);
    nothing(reply.clearCookie(SESSION_COOKIE, { path: '/' }));
  });
}

function setCookie(
  reply: FastifyReply,
  { token, expiresAt }: { token: string; expiresAt: string },
  now: string,
  isHttps: boolean,
): void {
  const maxAge = Math.floor((millisecondsOf(expiresAt) - millisecondsOf(now)) / 1000);
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps, maxAge });
}

function nothing(reply: FastifyReply): void {
  void reply.code(204).send();
}
