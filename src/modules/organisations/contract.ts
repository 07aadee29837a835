// What crosses the wire about organisations and direct lists.

import { z } from 'zod';

import { DutyPhone, Name, Source, Version } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { isCreditCode } from '#shared/identifiers.ts';
import { Id, IdParams } from '#shared/wire.ts';

const Kind = z.string().regex(/^[a-zA-Z-]{2,30}$/, 'must be a code of 2 to 30 letters');
const CreditCode = z.string().trim().refine(isCreditCode, 'is not a unified social credit code');
const Path = z
  .string()
  .max(200)
  .regex(/^\/([a-z0-9]+\/)+$/, 'must be a path such as /yunting/jg/');

const OrganisationView = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  kind: z.string(),
  name: z.string(),
  areaId: z.string().nullable(),
  path: z.string(),
  dutyPhone: z.string().nullable(),
  unifiedCode: z.string().nullable(),
  usesAccounts: z.boolean(),
  closedAt: z.string().nullable(),
  version: z.number(),
});

export const listOrganisations = endpoint({
  method: 'GET',
  path: '/organisations',
  admission: 'signedIn',
  summary: 'The organisations of the district with their parents; closed ones on request',
  query: z.strictObject({ withClosed: z.enum(['yes', 'no']).default('no') }),
  output: z.strictObject({ organisations: z.array(OrganisationView) }),
});

export const readOrganisation = endpoint({
  method: 'GET',
  path: '/organisations/:id',
  admission: 'signedIn',
  summary: 'One organisation with the places whose grid workers may send it orders directly, and who may sign for it',
  params: IdParams,
  output: OrganisationView.extend({
    directFor: z
      .array(z.strictObject({ path: z.string(), placeName: z.string(), className: z.string().nullable() }))
      .describe('null as class: every class that is marked direct'),
    signers: z
      .array(z.strictObject({ name: z.string(), title: z.strictObject({ zh: z.string(), en: z.string() }) }))
      .nullable()
      .describe('null: told to staff of areas and to the organisation itself only'),
  }),
});

export const createOrganisation = endpoint({
  method: 'POST',
  path: '/organisations',
  admission: 'organisation.manage',
  summary: 'Add an organisation: a department, a utility, a property company, a team inside one …',
  input: z.strictObject({
    id: Id,
    parentId: Id.nullable().optional(),
    areaId: Id.nullable().optional().describe('where it belongs; the whole district without it'),
    kind: Kind,
    name: Name,
    dutyPhone: DutyPhone.nullable().optional(),
    unifiedCode: CreditCode.nullable().optional(),
    usesAccounts: z.boolean().default(false).describe('without accounts its orders go to the duty phone as links'),
  }),
  output: OrganisationView,
  status: 201,
});

export const changeOrganisation = endpoint({
  method: 'PATCH',
  path: '/organisations/:id',
  admission: 'organisation.manage',
  summary: 'Change name, parent, duty phone or way of working of an organisation',
  params: IdParams,
  input: z.strictObject({
    version: Version,
    parentId: Id.nullable().optional(),
    name: Name.optional(),
    dutyPhone: DutyPhone.nullable().optional(),
    unifiedCode: CreditCode.nullable().optional(),
    usesAccounts: z.boolean().optional(),
  }),
  output: OrganisationView,
});

export const closeOrganisation = endpoint({
  method: 'POST',
  path: '/organisations/:id/close',
  admission: 'organisation.manage',
  summary: 'Close an organisation that holds no open work order and has none below it',
  params: IdParams,
  input: z.strictObject({ version: Version }),
  output: OrganisationView,
});

const DirectEntry = z.strictObject({ organisationId: z.string(), name: z.string(), classCode: z.string().nullable() });
const DirectList = z.strictObject({
  path: z.string(),
  source: z.string(),
  version: z.number().describe('0 until the list was first set here'),
  entries: z.array(DirectEntry),
});

export const readDirectList = endpoint({
  method: 'GET',
  path: '/direct-list',
  admission: 'signedIn',
  summary: 'Whom a grid worker of this place may send an order to directly, without the street',
  query: z.strictObject({ path: Path }),
  output: DirectList,
});

export const changeDirectList = endpoint({
  method: 'PUT',
  path: '/direct-list',
  admission: 'organisation.manage',
  summary: 'Set the direct list of an area or grid as a whole',
  input: z.strictObject({
    path: Path,
    source: Source,
    version: Version,
    entries: z
      .array(
        z.strictObject({
          organisationId: Id,
          classCode: z.string().min(1).max(60).nullable().describe('null: every class that is marked direct'),
        }),
      )
      .max(300),
  }),
  output: DirectList,
});
