// Which numbers a page shows first, and in which order.

import { preferences } from '#web/parts/preferences.ts';

import { say } from '../say.ts';
import type { Standpoint } from './report.ts';

export interface NumberToCall {
  readonly key: string;
  readonly name: string;
  readonly phone: string;
}

export function numbersAt({ emergencyNumbers, dutyPhone }: Standpoint): NumberToCall[] {
  const duty = dutyPhone === null ? [] : [{ key: 'duty', name: say('urgent.duty'), phone: dutyPhone }];
  return [...emergencyNumbers.map((each) => ({ ...each, name: nameOf(each) })), ...duty];
}

const KNOWN = ['police', 'fire', 'ambulance', 'gas'] as const;

/** The district names its numbers in Chinese; those that stand everywhere have an English name as well. */
export function nameOf({ key, name }: { key: string; name: string }): string {
  const known = KNOWN.find((each) => each === key);
  return known === undefined || preferences.locale === 'zh-CN' ? name : say(`number.${known}`);
}
