// A look-up by number and code, and what is said when it finds nothing.

import { Refused } from '#web/parts/api.ts';
import { refusalWords } from '#web/parts/refusal-words.ts';

import { say } from './say.ts';

export interface Found {
  readonly page: string;
  readonly link: string;
  readonly groupedNumber: string;
  readonly queryCode: string;
}

/** `26 1119 0412`, however it was typed. */
export function groupedAsPrinted(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/\D/g, '');
  return `${digits.slice(0, 2)} ${digits.slice(2, 6)} ${digits.slice(6)}`;
}

/** @param phone to be called instead, if one is known */
export function notFoundWords(error: unknown, phone: string | undefined): string {
  if (!(error instanceof Refused)) return refusalWords(error);
  if (error.slug === 'not-found') {
    const n = Number(error.body['triesLeft'] ?? 0);
    return phone === undefined ? say('progress.wrong.noPhone', { n }) : say('progress.wrong', { n, phone });
  }
  if (error.slug === 'too-many-tries') {
    const minutes = Math.max(1, Math.ceil(Number(error.body['retryAfterSeconds'] ?? 60) / 60));
    return phone === undefined ? say('progress.wait.noPhone', { minutes }) : say('progress.wait', { minutes, phone });
  }
  return refusalWords(error);
}
