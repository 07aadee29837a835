// What crosses the wire at the door: signing in and out, codes, sessions, passwords, activation.

import { z } from 'zod';

import { ROLE_KEYS } from '#permissions';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

export const Phone = z.string().trim().min(5).max(30);
const Password = z.string().min(1).max(200);
const Token = z.string().min(20).max(100);
const Way = z.enum(['password', 'phoneCode', 'activation', 'external', 'demo']);

export const Title = z.strictObject({ zh: z.string(), en: z.string() });
const HeldPost = z.strictObject({ id: z.string(), role: z.enum(ROLE_KEYS), title: Title, path: z.string() });
const HeldDistrict = z.strictObject({
  key: z.string(),
  name: z.string(),
  isDemo: z.boolean(),
  posts: z.array(HeldPost),
});
export type HeldDistrictView = z.input<typeof HeldDistrict>;

export const SignedIn = z.strictObject({
  token: z.string().describe('for programs; browsers have the cookie'),
  expiresAt: z.string(),
  account: z.strictObject({ id: z.string(), name: z.string(), signInName: z.string() }),
  districts: z.array(HeldDistrict),
});
export type SignedInView = z.input<typeof SignedIn>;

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  isCityWide: true,
  admission: 'public',
  summary: 'Sign in by sign-in name (or phone) and password',
  input: z.strictObject({ signInName: z.string().trim().min(1).max(100), password: Password }),
  output: SignedIn,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  isCityWide: true,
  admission: 'public',
  summary: 'Sign out here; also drops a cookie that is no longer valid',
  status: 204,
});

export const whoAmI = endpoint({
  method: 'GET',
  path: '/session',
  isCityWide: true,
  admission: 'signedIn',
  summary: 'Who is signed in, with the posts held in each district',
  output: z.strictObject({
    account: z.strictObject({ id: z.string(), name: z.string(), signInName: z.string(), hasPassword: z.boolean() }),
    session: z.strictObject({ id: z.string(), way: Way, expiresAt: z.string() }),
    districts: z.array(HeldDistrict),
  }),
});

export const sendSignInCode = endpoint({
  method: 'POST',
  path: '/sign-in-codes',
  isCityWide: true,
  admission: 'public',
  summary: 'Send a sign-in code to a phone; the answer is the same whether or not an account has it',
  input: z.strictObject({ phone: Phone }),
  output: z.strictObject({ expiresInSeconds: z.number() }),
  status: 202,
});

export const signInByCode = endpoint({
  method: 'POST',
  path: '/session/by-code',
  isCityWide: true,
  admission: 'public',
  summary: 'Sign in by phone and the code sent to it',
  input: z.strictObject({ phone: Phone, code: z.string().trim().min(1).max(20) }),
  output: SignedIn,
});

export const signInAsDemo = endpoint({
  method: 'POST',
  path: '/session/demo',
  isCityWide: true,
  admission: 'public',
  summary: 'Enter as a demo person; only where every district of that person is a demo',
  input: z.union([
    z.strictObject({ accountId: Id }),
    z.strictObject({ signInName: z.string().trim().min(1).max(100) }),
  ]),
  output: SignedIn,
});

export const changePassword = endpoint({
  method: 'PUT',
  path: '/password',
  isCityWide: true,
  admission: 'signedIn',
  summary: 'Set a new password; all other sessions of the account end',
  input: z.strictObject({
    currentPassword: Password.optional().describe('not needed right after signing in by code or link'),
    password: Password,
  }),
  output: z.strictObject({ endedSessions: z.number() }),
});

const SessionView = z.strictObject({
  id: z.string(),
  way: Way,
  createdAt: z.string(),
  seenAt: z.string(),
  expiresAt: z.string(),
  isThis: z.boolean(),
});
const SessionList = z.strictObject({ sessions: z.array(SessionView) });

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  admission: 'signedIn',
  summary: 'Where I am signed in',
  output: SessionList,
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/accounts/:id/sessions',
  admission: 'account.manage',
  summary: 'Where a person of my area is signed in',
  params: IdParams,
  output: SessionList,
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/sessions/:id',
  admission: 'signedIn',
  summary: 'End a session, my own or one of a person I manage; it is refused at once everywhere',
  params: IdParams,
  status: 204,
});

export const makeActivationLink = endpoint({
  method: 'POST',
  path: '/accounts/:id/activation-links',
  admission: 'role.grant',
  summary: 'Make the one-time link by which a person sets a password; valid 72 hours',
  params: IdParams,
  input: z.strictObject({ id: Id }),
  output: z.strictObject({ id: z.string(), token: z.string(), expiresAt: z.string() }),
  status: 201,
});

export const activate = endpoint({
  method: 'POST',
  path: '/activations',
  isCityWide: true,
  admission: 'public',
  summary: 'Set the password by a one-time link, and be signed in',
  input: z.strictObject({ token: Token, password: Password }),
  output: SignedIn,
});
