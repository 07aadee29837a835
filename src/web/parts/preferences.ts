// How a person wants to see the pages: language, 长辈版 and its size, 户外, left hand. Remembered on this device.

import { reactive, watchEffect } from 'vue';

import type { Locale } from '#shared/words/say.ts';

import { keepHere, readKept } from './kept-here.ts';

const SIZES = ['standard', 'large', 'largest'] as const;
export type TextSize = (typeof SIZES)[number];

export interface Preferences {
  locale: Locale;
  isElder: boolean;
  textSize: TextSize;
  isOutdoor: boolean;
  isLeftHanded: boolean;
}

const NAME = 'preferences';

export const preferences: Preferences = reactive({
  locale: 'zh-CN' as Locale,
  isElder: false,
  textSize: 'standard' as TextSize,
  isOutdoor: false,
  isLeftHanded: false,
});

/** 长辈版 by one tap: the larger type comes with it, and goes with it. */
export function setElder(isElder: boolean): void {
  preferences.isElder = isElder;
  preferences.textSize = isElder ? 'large' : 'standard';
}

/** Reads what was chosen before and shows it on `<html>`; `?mode=elder` and `?lang=en` in an address choose at first sight. */
export function startPreferences(app: 'resident' | 'worker' | 'desk', isElderAtFirst = false): void {
  const chosen = readKept(NAME);
  if (chosen === undefined) {
    const address = new URLSearchParams(location.search);
    if (isElderAtFirst || address.get('mode') === 'elder') setElder(true);
    if (address.get('lang') === 'en') preferences.locale = 'en';
  } else Object.assign(preferences, readable(chosen));

  const root = document.documentElement;
  root.dataset.app = app;
  watchEffect(() => {
    root.lang = preferences.locale;
    root.dataset.mode = preferences.isElder ? 'elder' : 'standard';
    root.dataset.size = preferences.textSize;
    root.dataset.theme = preferences.isOutdoor ? 'outdoor' : 'plain';
    root.dataset.hand = preferences.isLeftHanded ? 'left' : 'right';
  });
}

/** To be called after a choice: what is only shown by an address is not remembered. */
export function rememberPreferences(): void {
  keepHere(NAME, JSON.stringify(preferences));
}

function readable(text: string): Partial<Preferences> {
  try {
    const { locale, isElder, textSize, isOutdoor, isLeftHanded } = JSON.parse(text) as Record<string, unknown>;
    return {
      locale: locale === 'en' ? 'en' : 'zh-CN',
      isElder: isElder === true,
      textSize: SIZES.find((size) => size === textSize) ?? 'standard',
      isOutdoor: isOutdoor === true,
      isLeftHanded: isLeftHanded === true,
    };
  } catch {
    return {}; // written by something else: as on a first visit
  }
}
