// What crosses the wire about where I serve: my posts with the names of their places.

import { z } from 'zod';

import { ROLE_KEYS } from '#permissions';
import { endpoint } from '#shared/endpoint.ts';

export const listMyPosts = endpoint({
  method: 'GET',
  path: '/my-posts',
  admission: 'signedIn',
  summary: 'My posts in areas and grids, with the names of the places and whom to call there',
  output: z.strictObject({
    posts: z.array(
      z.strictObject({
        role: z.enum(ROLE_KEYS),
        title: z.strictObject({ zh: z.string(), en: z.string() }),
        path: z.string(),
        name: z.string().describe('of the grid or the area'),
        gridId: z.string().nullable(),
        isMicroGrid: z.boolean(),
        inside: z
          .array(z.strictObject({ gridId: z.string(), name: z.string(), path: z.string() }))
          .describe('the grids that lie in this one and are served with it: the parts of a market'),
        communityId: z.string().nullable(),
        communityName: z.string().nullable(),
        dutyPhone: z.string().nullable(),
        isStandBy: z.boolean().describe('a deputy whose principal is in post'),
      }),
    ),
  }),
});
