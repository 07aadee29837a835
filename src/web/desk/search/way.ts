// Where a hit leads: to its own page, to the map where this desk has one, else to the cases there; undefined where only its card says more.

import type { RouteLocationRaw } from 'vue-router';

import { may } from '../session.ts';
import { useMapLinks } from '../map-link.ts';
import type { Hit } from './asking.ts';

export function useWays(): (hit: Hit) => RouteLocationRaw | undefined {
  const mapOf = useMapLinks();
  return (hit) => {
    switch (hit.kind) {
      case 'case':
        // An organisation reads its matters by id: by number it may not ask.
        return may('case.read') ? `/cases/${hit.number}` : `/cases/by-id/${hit.id}`;
      case 'area':
      case 'grid':
        return mapOf({ ...hit, kind: hit.kind }) ?? casesAt({ area: hit.id });
      case 'building':
      case 'place':
        return mapOf({ ...hit, kind: hit.kind }) ?? casesAt({ q: hit.title });
      case 'compound':
        return casesAt({ q: hit.title });
      case 'person':
        return may('account.manage') || may('role.grant') ? { path: '/people', query: { q: hit.title } } : undefined;
      case 'organisation':
        return undefined;
    }
  };
}

function casesAt(query: Record<string, string>): RouteLocationRaw | undefined {
  return may('case.read') ? { path: '/cases', query } : undefined;
}
