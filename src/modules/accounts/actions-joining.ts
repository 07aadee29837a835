// Neighbours and couriers join by a one-time code with the least data, and leave any time.

import { ROLES, grantRefusal } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import { once } from '#platform/database/writes.ts';
import { readySpelling, spell } from '#platform/spelling.ts';
import { isMobilePhone, normalisePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { newShortCode } from '#shared/short-code.ts';
import { addMinutes, dayOf } from '#shared/time.ts';

import { grantsToday, guardLastAdministrator } from './actions-guards.ts';
import { getPlace, guardGrant, noteChanged, postIn, savePosts } from './actions-posts.ts';
import { newSession, saveSession } from './actions-sessions.ts';
import { isRole, joinsByCode, wantedGrant } from './rules.ts';
import type { PostPlace } from './rules.ts';
import { DEVICE_LIFE, LINK_HOURS } from './rules-sessions.ts';
import { findPhoneHolders, insertAccounts, markLeft } from './store-accounts.ts';
import { writeAudit } from './store-audit.ts';
import {
  insertInvitation,
  lockInvitation,
  noteJoined,
  revokeInvitation,
  spendInvitation,
} from './store-invitations.ts';
import { endPosts, openPostsOf } from './store-posts.ts';
import { endSessions, noteAtDoor, postsEverywhere } from './store-sessions.ts';

/** @throws {Problem} `grant-beyond-own`, `not-found`, `input-invalid`, `id-taken` */
export async function invite(
  ctx: Context,
  input: { id: string; role: Role; areaId?: string | undefined; gridId?: string | undefined },
) {
  const { id, role } = input;
  const token = (await ctx.platform.vault.safe(ctx.district.id)).derive('join', id);
  const { answer } = await inTransaction(ctx, (ctx) =>
    once(ctx, id, input, async () => {
      const place = await elevated(ctx, 'accounts', () => getPlace(ctx, input));
      await guardGrant(ctx, role, place);
      const now = ctx.platform.clock();
      const expiresAt = addMinutes(now, LINK_HOURS * 60);
      await insertInvitation(ctx.db, {
        id,
        districtId: ctx.district.id,
        tokenHash: hashToken(token),
        role,
        place,
        invitedBy: ctx.actor.accountId ?? '',
        createdAt: now,
        expiresAt,
      });
      await writeAudit(ctx, {
        act: 'account.invite',
        subjectKind: 'invitation',
        subjectId: id,
        path: place.path,
        codes: { role },
      });
      return { id, expiresAt };
    }),
  );
  return { ...answer, token };
}

/**
 * Takes an invitation back before anybody has joined by it: the inviter, or whoever could give the same. Again changes nothing.
 *
 * @throws {Problem} `not-found`, `one-time-link-spent` when somebody has joined by it already
 */
export async function takeInvitationBack(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const invitation = await lockInvitation(ctx.db, id, ctx.district.id);
    if (invitation === undefined || !isRole(invitation.role)) throw noSuchInvitation();
    const { role, place } = invitation;
    if (invitation.invitedBy !== ctx.actor.accountId) {
      const { overrides } = await grantsToday(ctx, []);
      if (grantRefusal(ctx.actor, wantedGrant(role, place, overrides)) !== undefined) throw noSuchInvitation();
    }
    if (invitation.isUsed) throw problem('one-time-link-spent', 'Somebody has joined by it: end the post instead');
    if (invitation.isRevoked) return;
    await revokeInvitation(ctx.db, id, { by: ctx.actor.accountId, at: ctx.platform.clock() });
    await writeAudit(ctx, {
      act: 'account.uninvite',
      subjectKind: 'invitation',
      subjectId: id,
      path: place.path,
      codes: { role },
    });
  });
}

/**
 * A new account with a name, perhaps a phone, and the one post. A phone that another account has is not kept: joining
 * must not open somebody else's account, nor tell more than once who has one.
 *
 * @throws {Problem} `one-time-link-spent`, `input-invalid` for what is no mobile number
 */
export async function join(ctx: Context, input: { token: string; name: string; phone?: string | undefined }) {
  const { platform, district } = ctx;
  const now = platform.clock();
  const phone = input.phone === undefined ? null : normalisePhone(input.phone);
  if (phone !== null && !isMobilePhone(phone, { demo: district.isDemo })) {
    throw problem('input-invalid', '1 field(s) are wrong: /phone', {
      errors: [{ pointer: '/phone', in: 'body', detail: 'is not a mobile number' }],
    });
  }
  const safe = await platform.vault.safe(null);
  await readySpelling();
  const accountId = newId();
  const phoneIndex = phone === null ? null : safe.index('accounts.phone', phone);
  const session = newSession(accountId, 'activation', DEVICE_LIFE, now);
  return inTransaction(ctx, async (ctx) => {
    const invitation = await spendInvitation(ctx.db, hashToken(input.token), district.id, now);
    if (invitation === undefined || !isRole(invitation.role) || !joinsByCode(invitation.role)) throw spent();
    const { role, place } = invitation;
    await guardInviter(ctx, invitation.invitedBy, role, place);
    const isTaken = phoneIndex !== null && (await findPhoneHolders(ctx.db, [phoneIndex])).length > 0;
    const kept = isTaken ? null : phone;
    await insertAccounts(
      ctx.db,
      [
        {
          id: accountId,
          signInName: newSignInName(),
          name: input.name,
          spelling: spell(input.name, { isPerson: true }),
          phoneCipher: kept === null ? null : safe.seal(`accounts.phone.${accountId}`, kept),
          phoneIndex: kept === null ? null : phoneIndex,
          isDemo: district.isDemo,
        },
      ],
      { by: invitation.invitedBy, at: now },
    );
    await noteJoined(ctx.db, invitation.id, accountId);
    const fromOn = dayOf(ctx.now, district.timeZone);
    const post = postIn(place, { id: newId(), accountId, role, fromOn, toOn: null });
    await savePosts(ctx, [post], invitation.invitedBy);
    await saveSession(ctx.db, session, now);
    await noteAtDoor(ctx.db, { act: 'joined', accountId, actorId: invitation.invitedBy }, now);
    return {
      token: session.token,
      expiresAt: session.expiresAt,
      account: { id: accountId, name: input.name },
      post: { id: post.id, role, title: ROLES[role].title, path: place.path },
      phoneKept: kept !== null,
    };
  });
}

/**
 * Ends the posts here and every session. The number is erased with them, unless the person serves another district too.
 *
 * @throws {Problem} `leave-through-administrator` for staff: their posts are ended by who gave them
 */
export async function leave(ctx: Context): Promise<void> {
  const { platform, district } = ctx;
  const now = platform.clock();
  const accountId = ctx.actor.accountId ?? '';
  const held = await postsEverywhere(platform, accountId);
  await inTransaction(ctx, async (ctx) => {
    const posts = await elevated(ctx, 'accounts', () => openPostsOf(ctx.db, [accountId]));
    if (posts.length === 0 || posts.some(({ role }) => !joinsByCode(role))) {
      throw problem('leave-through-administrator', 'Ask the administrator to end your posts');
    }
    await guardLastAdministrator(ctx, (post) => post.accountId === accountId);
    const ids = posts.map(({ id }) => id);
    await elevated(ctx, 'accounts', () => endPosts(ctx.db, ids, { by: accountId, at: ctx.now }));
    if (held.every(({ key }) => key === district.key)) await markLeft(ctx.db, accountId, now);
    await endSessions(ctx.db, { accountId }, accountId, now);
    await noteAtDoor(ctx.db, { act: 'left', accountId, actorId: accountId }, now);
    await noteChanged(ctx, 'post.end', posts);
  });
}

/** For people who sign in by phone or not at all: nobody has to remember it, but every account has one. */
export function newSignInName(): string {
  return `u${newShortCode().toLowerCase()}`;
}

/** An invitation lapses with the post of who gave it. */
async function guardInviter(ctx: TransactionContext, inviterId: string, role: Role, place: PostPlace): Promise<void> {
  const { overrides, grantsOf } = await grantsToday(ctx, [inviterId]);
  if (grantRefusal({ grants: grantsOf(inviterId) }, wantedGrant(role, place, overrides)) !== undefined) throw spent();
}

function spent(): Error {
  return problem('one-time-link-spent', 'Ask for a new invitation');
}

function noSuchInvitation(): Error {
  return problem('not-found', 'There is no such invitation among those you could have given');
}
