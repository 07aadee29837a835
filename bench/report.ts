// What a resident sends from a phone without signing in.

import { randomBytes } from 'node:crypto';

import { newId } from '#shared/ids.ts';

export function aReport(id: string): Record<string, unknown> {
  return {
    id,
    reportId: newId(),
    secret: randomBytes(32).toString('base64url'),
    words: '三号楼门前井盖松了，车一过就响，晚上很吵',
    placeWords: '三号楼门前',
    place: { longitude: 95.0055, latitude: 40.0015, crs: 'CGCS2000' },
    contact: { phone: '10055501234' },
  };
}
