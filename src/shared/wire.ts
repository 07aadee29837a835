// Parts of what crosses the wire that more than one contract is made of.

import { z } from 'zod';

/** The database prints ids in lower case; whoever sends one in capitals means the same row. */
export const Id = z.uuid().transform((id) => id.toLowerCase());
export const IdParams = z.strictObject({ id: Id });

export const Day = z.iso.date().describe('YYYY-MM-DD in the zone of the district');
export const Instant = z.iso.datetime({ precision: 3 }).describe('ISO 8601 in UTC with milliseconds');
/** A moment somebody sends: the calendar of the database begins and ends elsewhere than the format. */
export const SentInstant = Instant.refine(
  (at) => at >= '2000-01-01' && at < '2200-01-01',
  'must lie between 2000 and 2199',
);

/** Degrees, in the coordinates the sender's map uses; converted on the server, the source is kept. */
export const Point = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  crs: z.enum(['CGCS2000', 'WGS84', 'GCJ02', 'BD09']).default('WGS84'),
});

const Degrees = (most: number) => z.coerce.number().min(-most).max(most);

/** A part of the ground, in degrees, as it stands in an address. */
export const BoxQuery = z.strictObject({
  west: Degrees(180),
  south: Degrees(90),
  east: Degrees(180),
  north: Degrees(90),
});
