// A moment as a person picks it on the wall clock of the district, and as it travels.

import { wallOf } from '#web/parts/clock-words.ts';

/** `2026-11-23T17:30` on the wall is this instant; the zone's distance is read off the wall itself. */
export function instantOf(local: string): string {
  const asUtc = Date.parse(`${local}:00.000Z`);
  const { day, time } = wallOf(new Date(asUtc).toISOString());
  const shift = Date.parse(`${day}T${time}:00.000Z`) - asUtc;
  return new Date(asUtc - shift).toISOString();
}

export function localOf(instant: string): string {
  const { day, time } = wallOf(instant);
  return `${day}T${time}`;
}
