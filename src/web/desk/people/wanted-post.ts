// A post as it is filled in, and as it is sent: one place alone, an empty day left out.

import type { Role } from '#permissions';
import { placesFor } from '#modules/accounts/rules.ts';

export interface WantedPost {
  role: Role | undefined;
  areaId: string | undefined;
  gridId: string | undefined;
  organisationId: string | undefined;
  from: string;
  to: string;
}

export function emptyPost(): WantedPost {
  return { role: undefined, areaId: undefined, gridId: undefined, organisationId: undefined, from: '', to: '' };
}

export function postInput({ role, areaId, gridId, organisationId, from, to }: WantedPost) {
  if (role === undefined) throw new Error('a role was required by the form');
  const onGround = gridId === undefined ? { areaId } : { gridId };
  const place = placesFor(role).includes('organisation') ? { organisationId } : onGround;
  return { role, ...place, ...(from === '' ? {} : { from }), to: to === '' ? null : to };
}
