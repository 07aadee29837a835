// What the server said about a boundary, in words with codes and square metres.

import type { Refused } from '#web/parts/api.ts';

import { mapPageZhCN } from '../words/map-zh-CN.ts';
import { say } from './say.ts';

export interface RefusedBoundary {
  readonly words: readonly string[];
  /** Overlaps and what reaches beyond may be meant so; a broken ring never is. */
  readonly maySave: boolean;
}

interface Body {
  readonly overlaps?: readonly { code: string; areaM2: number }[];
  readonly outsideParentM2?: number;
  readonly areaM2?: number;
  readonly faults?: readonly { fault: string }[];
}

/** @param nameOf what the grid with this code is called, where the page knows it */
export function refusedBoundary(
  refused: Refused | undefined,
  nameOf: (code: string) => string | undefined,
): RefusedBoundary {
  const body = (refused?.body ?? {}) as Body;
  switch (refused?.slug) {
    case 'grid-overlap':
      return {
        words: [
          ...(body.overlaps ?? []).map(({ code, areaM2 }) =>
            say('new.overlap', { grid: nameOf(code) ?? code, n: areaM2 }),
          ),
          ...outside(body.outsideParentM2),
        ],
        maySave: true,
      };
    case 'grid-outside-parent':
      return { words: outside(body.areaM2), maySave: true };
    case 'boundary-faulty':
      return { words: [faultsOf(body.faults ?? [])], maySave: false };
    default:
      return { words: [], maySave: false };
  }
}

function outside(areaM2 = 0): string[] {
  return areaM2 > 0 ? [say('new.outside', { n: areaM2 })] : [];
}

function faultsOf(faults: readonly { fault: string }[]): string {
  const words = [...new Set(faults.map(({ fault }) => fault))].map((fault) => {
    const key = `fault.${fault}`;
    return key in mapPageZhCN ? say(key as Parameters<typeof say>[0]) : fault;
  });
  return say('new.faults', { n: faults.length, words: words.join('、') });
}
