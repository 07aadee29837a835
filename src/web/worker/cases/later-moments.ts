// The moments a person puts something off to, in the district's own time: this afternoon, tomorrow morning, tomorrow afternoon.

import { wallOf } from '#web/parts/clock-words.ts';

export interface LaterMoment {
  readonly key: 'afternoon' | 'tomorrowMorning' | 'tomorrowAfternoon';
  readonly at: string;
}

const DAY_MS = 86_400_000;

/** Only what still lies ahead. */
export function laterMoments(now: string): LaterMoment[] {
  const tomorrow = new Date(Date.parse(now) + DAY_MS).toISOString();
  const moments: LaterMoment[] = [
    { key: 'afternoon', at: atHour(now, 18) },
    { key: 'tomorrowMorning', at: atHour(tomorrow, 12) },
    { key: 'tomorrowAfternoon', at: atHour(tomorrow, 18) },
  ];
  return moments.filter(({ at }) => at > now);
}

/** The instant of this hour on the same day of the district's wall. */
function atHour(instant: string, hour: number): string {
  const { time } = wallOf(instant);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const whole = Math.floor(Date.parse(instant) / 60_000) * 60_000;
  return new Date(whole + ((hour - hours) * 60 - minutes) * 60_000).toISOString();
}
