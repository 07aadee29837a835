// The place this person was at last, on this device.

import { keepHere, readKept } from '#web/parts/kept-here.ts';

import { here } from './here.ts';

export interface LastPlace {
  readonly id: string;
  readonly name: string;
}

export function lastPlace(): LastPlace | undefined {
  const kept = readKept(nameHere());
  return kept === undefined ? undefined : (JSON.parse(kept) as LastPlace);
}

export function rememberPlace({ id, name }: LastPlace): void {
  keepHere(nameHere(), JSON.stringify({ id, name }));
}

function nameHere(): string {
  return `place.${here.key}`;
}
