// Hours of service as people type them, `09:00`, and as they are kept, in minutes since midnight.

export interface Span {
  from: number;
  to: number;
}
/** Sunday first. */
export type Week = Span[][];

export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The usual office day, to begin with. */
export const MORNING: Span = { from: 9 * 60, to: 12 * 60 };
export const AFTERNOON: Span = { from: 14 * 60, to: 17 * 60 + 30 };

/** What the next span of a day begins with: the afternoon after a morning. */
export function nextSpan(day: readonly Span[]): Span {
  const last = day[day.length - 1];
  if (last === undefined) return { ...MORNING };
  return last.to < AFTERNOON.from
    ? { ...AFTERNOON }
    : { from: Math.min(last.to + 30, 1380), to: Math.min(last.to + 90, 1439) };
}
