// What crosses the wire about public places on the map: those in a box, and doorplates and places by words.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { BoxQuery } from '#shared/wire.ts';

const MappedPlace = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  gridId: z.string().nullable(),
  longitude: z.number(),
  latitude: z.number(),
});

export const listPlacesInBox = endpoint({
  method: 'GET',
  path: '/map/places',
  admission: 'signedIn',
  summary: 'Open public places in a box where the actor serves',
  query: BoxQuery,
  output: z.strictObject({ places: z.array(MappedPlace), isComplete: z.boolean() }),
});

export const findOnMap = endpoint({
  method: 'GET',
  path: '/map/finds',
  admission: 'signedIn',
  summary: 'Buildings by name or address and places by name, where the actor serves; the first few of each',
  query: z.strictObject({ words: z.string().trim().min(1).max(50) }),
  output: z.strictObject({
    buildings: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        address: z.string(),
        longitude: z.number(),
        latitude: z.number(),
      }),
    ),
    places: z.array(MappedPlace),
  }),
});
