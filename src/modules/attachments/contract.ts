// What crosses the wire about attachments: sending one, and reading it as a whole or as a thumbnail.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { IdParams } from '#shared/wire.ts';

export const MAX_UPLOAD_BYTES = 15 * 1024 * 1024;

/** What is taken, known by its first bytes; told with a refusal. */
export const ACCEPTED_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/webm',
  'audio/ogg',
  'audio/mp4',
  'audio/mpeg',
  'audio/aac',
  'audio/wav',
  'audio/amr',
] as const;

const Uploaded = z.strictObject({ id: z.string(), kind: z.enum(['picture', 'recording']) });
export type Uploaded = z.output<typeof Uploaded>;

export const putAttachment = endpoint({
  method: 'PUT',
  path: '/attachments/:id',
  admission: 'public',
  summary: 'Send a picture or recording before the report or move that names it; unnamed it is removed after 24 hours',
  // Random, so that the id alone proves who sent it: a resident has no session.
  params: z.strictObject({ id: z.uuidv7().describe('made at random by the sender') }),
  rawBody: { maxBytes: MAX_UPLOAD_BYTES },
  output: Uploaded,
});

const Params = IdParams;

export const getAttachment = endpoint({
  method: 'GET',
  path: '/attachments/:id',
  admission: 'known',
  summary: 'A picture without what the camera wrote into it, or a recording as it was sent',
  params: Params,
});

export const getThumbnail = endpoint({
  method: 'GET',
  path: '/attachments/:id/thumbnail',
  admission: 'known',
  summary: 'A picture at 400 pixels, for lists',
  params: Params,
});
