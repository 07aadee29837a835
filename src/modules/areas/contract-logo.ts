// What crosses the wire about the logo of a district: one picture, for every head and every paper.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';

export const MAX_LOGO_BYTES = 1024 * 1024;
export const LOGO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

export const Logo = z
  .strictObject({
    version: z.string().describe('changes with the picture: part of its address, so that it may be kept for long'),
    width: z.int(),
    height: z.int(),
  })
  .describe('pixels');

export const putLogo = endpoint({
  method: 'PUT',
  path: '/settings/logo',
  admission: 'district.settings',
  summary: 'The logo of the district: PNG, JPEG or WebP up to 1 MB; it is encoded anew, SVG is refused',
  rawBody: { maxBytes: MAX_LOGO_BYTES },
  output: Logo,
});

export const removeLogo = endpoint({
  method: 'DELETE',
  path: '/settings/logo',
  admission: 'district.settings',
  summary: 'Take the logo away; without one there is none',
  output: z.strictObject({ isRemoved: z.boolean().describe('false: there was none') }),
});

export const getLogo = endpoint({
  method: 'GET',
  path: '/logo',
  admission: 'public',
  summary: 'The logo as PNG',
  query: z.strictObject({ v: z.string().max(40).optional().describe('its version; without it the newest, not kept') }),
});
