// What crosses the wire about people and their posts: lists, posts, suspension, overrides, the sheet.

import { z } from 'zod';

import { PERMISSION_KEYS, ROLE_KEYS } from '#permissions';
import type { Permission } from '#permissions';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { Title } from './contract-sessions.ts';

const Day = z.iso.date();
const RoleKey = z.enum(ROLE_KEYS);
const PermissionKey = z.enum(PERMISSION_KEYS as [Permission, ...Permission[]]);

const PostView = z.strictObject({
  id: z.string(),
  role: RoleKey,
  title: Title,
  path: z.string(),
  gridId: z.string().nullable(),
  organisationId: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
});

export const listAccounts = endpoint({
  method: 'GET',
  path: '/accounts',
  admission: 'signedIn',
  summary: 'People who serve where I manage accounts, give posts or invite; who only invites sees who joined by a code',
  query: z.strictObject({
    after: Id.optional().describe('the id of the last account of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({
    accounts: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        phone: z.string().nullable().describe('masked'),
        hasPassword: z.boolean(),
        isSuspended: z.boolean(),
        posts: z.array(PostView),
      }),
    ),
    next: z.string().nullable(),
  }),
});

export const revealPhone = endpoint({
  method: 'POST',
  path: '/accounts/:id/phone-reveals',
  admission: 'account.manage',
  summary: 'Open the phone number of a person; noted in the audit trail',
  params: IdParams,
  output: z.strictObject({ phone: z.string().nullable() }),
});

export const suspendAccount = endpoint({
  method: 'PUT',
  path: '/accounts/:id/suspension',
  admission: 'account.manage',
  summary: 'Suspend a person, all sessions end at once; or let the person in again',
  params: IdParams,
  input: z.strictObject({ isSuspended: z.boolean() }),
  output: z.strictObject({ isSuspended: z.boolean(), endedSessions: z.number() }),
});

const Place = {
  areaId: Id.optional(),
  gridId: Id.optional(),
  organisationId: Id.optional(),
};
const ONE_PLACE = 'exactly one of areaId, gridId, organisationId';
const hasOnePlace = (input: { areaId?: string; gridId?: string; organisationId?: string }) =>
  [input.areaId, input.gridId, input.organisationId].filter((id) => id !== undefined).length === 1;

export const createAccount = endpoint({
  method: 'POST',
  path: '/accounts',
  admission: 'role.grant',
  summary: 'Make one person with one post, as a row of the sheet does: a phone that is known is that person',
  input: z
    .strictObject({
      id: Id,
      name: z.string().trim().min(1).max(50),
      phone: z.string().trim().min(5).max(30),
      role: RoleKey,
      ...Place,
      from: Day.optional(),
      to: Day.nullable().default(null),
    })
    .refine(hasOnePlace, { message: ONE_PLACE }),
  output: z.strictObject({
    id: z.string().describe('of the person; another than was sent when the phone belongs to somebody already'),
    isNew: z.boolean(),
  }),
  status: 201,
});

export const grantPost = endpoint({
  method: 'POST',
  path: '/accounts/:id/posts',
  admission: 'role.grant',
  summary: 'Give a person a post; nobody gives what he does not hold or pass on',
  params: IdParams,
  input: z
    .strictObject({ id: Id, role: RoleKey, ...Place, from: Day.optional(), to: Day.nullable().default(null) })
    .refine(hasOnePlace, { message: ONE_PLACE }),
  output: z.strictObject({ id: z.string() }),
  status: 201,
});

export const endPost = endpoint({
  method: 'DELETE',
  path: '/posts/:id',
  admission: 'role.grant',
  summary: 'End a post now; the last administrator stays',
  params: IdParams,
  status: 204,
});

export const overrideRole = endpoint({
  method: 'PUT',
  path: '/role-permissions/:role/:permission',
  admission: 'district.settings',
  summary: 'Change what a role may do in this district; nobody gives a permission he does not hold or pass on',
  params: z.strictObject({ role: RoleKey, permission: PermissionKey }),
  input: z.strictObject({ isGranted: z.boolean() }),
  output: z.strictObject({ role: RoleKey, permission: PermissionKey, isGranted: z.boolean() }),
});

export const why = endpoint({
  method: 'GET',
  path: '/me/why',
  admission: 'signedIn',
  summary: 'Why I may or may not do something to a case, in an area, for an organisation; and who can give it',
  query: z.strictObject({
    permission: PermissionKey,
    on: z.string().min(1).max(200).describe("a case's id, an area's or grid's path, an organisation's id"),
  }),
  output: z.strictObject({
    allowed: z.boolean(),
    because: z.array(z.strictObject({ role: RoleKey, title: Title, path: z.string(), from: z.string() })),
    missing: z.array(z.strictObject({ permission: PermissionKey, rolesHolding: z.array(RoleKey) })),
    whoCanGrant: z.array(
      z.strictObject({ name: z.string(), roles: z.array(z.strictObject({ role: RoleKey, title: Title })) }),
    ),
  }),
});

export const WrongCell = z.strictObject({
  cell: z.string().describe('as Excel shows it, B3'),
  column: z.string(),
  reason: z.string(),
  detail: z.string(),
  allowed: z.array(z.string()).optional(),
});
const Counts = z.strictObject({ created: z.number(), updated: z.number(), unchanged: z.number() });

export const MAX_ACCOUNT_SHEET_BYTES = 4 * 1024 * 1024;

export const putAccountSheet = endpoint({
  method: 'PUT',
  path: '/accounts/sheet',
  admission: 'role.grant',
  summary: 'Make people and their posts from a workbook: checked first, then all rows or none',
  query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }),
  rawBody: { maxBytes: MAX_ACCOUNT_SHEET_BYTES },
  output: z.strictObject({
    isDryRun: z.boolean(),
    people: Counts,
    posts: Counts,
    wrongCells: z.array(WrongCell),
    wrongCellCount: z.number(),
  }),
});

export const getSheetTemplate = endpoint({
  method: 'GET',
  path: '/accounts/sheet-template',
  admission: 'role.grant',
  summary: 'The workbook to fill in, with the roles and places I may give',
});

const JoinRole = z.enum(['microGridMember', 'mobileReporter']);

export const invite = endpoint({
  method: 'POST',
  path: '/invitations',
  admission: 'account.invite',
  summary: 'Make a one-time code by which one neighbour or courier joins',
  input: z
    .strictObject({ id: Id, role: JoinRole, areaId: Id.optional(), gridId: Id.optional() })
    .refine(hasOnePlace, { message: 'exactly one of areaId, gridId' }),
  output: z.strictObject({ id: z.string(), token: z.string(), expiresAt: z.string() }),
  status: 201,
});

export const takeInvitationBack = endpoint({
  method: 'DELETE',
  path: '/invitations/:id',
  admission: 'account.invite',
  summary: 'Take an invitation back that nobody has joined by',
  params: IdParams,
  status: 204,
});

export const join = endpoint({
  method: 'POST',
  path: '/join',
  admission: 'public',
  summary: 'Join by an invitation; the device stays signed in',
  input: z.strictObject({
    token: z.string().min(20).max(100),
    name: z.string().trim().min(1).max(50),
    phone: z.string().trim().min(5).max(30).optional(),
  }),
  output: z.strictObject({
    token: z.string(),
    expiresAt: z.string(),
    account: z.strictObject({ id: z.string(), name: z.string() }),
    post: z.strictObject({ id: z.string(), role: RoleKey, title: Title, path: z.string() }),
    phoneKept: z.boolean().describe('false when none was given or another account has it'),
  }),
  status: 201,
});

export const leave = endpoint({
  method: 'POST',
  path: '/me/leave',
  admission: 'signedIn',
  summary: 'Leave: posts and sessions end, the phone number is erased',
  status: 204,
});
