// Whether ground is this person's own: a post there, below it, or above it.

import { contains } from '#permissions';

import { session } from '../session.ts';

export function isOwnPath(path: string): boolean {
  return session.grants.some(
    (grant) => grant.organisationId === null && (contains(grant.path, path) || contains(path, grant.path)),
  );
}
