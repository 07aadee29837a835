// The keys of 受理台: what a key means while nothing is being typed. The sheet that explains them is drawn from the same table.

export type Command =
  | 'previous'
  | 'next'
  | 'first'
  | 'last'
  | 'pageUp'
  | 'pageDown'
  | 'act'
  | 'open'
  | 'preview'
  | 'choose'
  | 'chooseUp'
  | 'chooseDown'
  | 'chooseAll'
  | 'refresh'
  | 'leave'
  | 'keys'
  | { readonly pool: number }
  | { readonly act: number };

/** Letters of the acts in the bar, beside the first, which Enter does. */
export const ACT_KEYS = ['q', 'w', 'e', 't', 'y', 'u'] as const;

/** Shown in the sheet, in this order: the keys and the words by key of the table of words. */
export const KEY_LINES = [
  ['keys.move', ['↑ ↓', 'K J']],
  ['keys.act', ['Enter']],
  ['keys.acts', ['Q W E T Y U']],
  ['keys.preview', ['Space']],
  ['keys.open', ['Ctrl Enter', 'O']],
  ['keys.pool', ['1 – 6']],
  ['keys.choose', ['X', 'Shift Space']],
  ['keys.chooseMore', ['Shift ↑ ↓']],
  ['keys.chooseAll', ['A']],
  ['keys.refresh', ['R']],
  ['keys.phrase', [';']],
  ['keys.leave', ['Esc']],
  ['keys.sheet', ['?']],
] as const;

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const PLAIN: Readonly<Record<string, Command>> = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  k: 'previous',
  j: 'next',
  Home: 'first',
  End: 'last',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Enter: 'act',
  ' ': 'preview',
  o: 'open',
  x: 'choose',
  a: 'chooseAll',
  r: 'refresh',
  Escape: 'leave',
};

const WITH_SHIFT: Readonly<Record<string, Command>> = {
  ArrowUp: 'chooseUp',
  ArrowDown: 'chooseDown',
  k: 'chooseUp',
  j: 'chooseDown',
  ' ': 'choose',
};

export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed): Command | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key === 'Enter' ? 'open' : undefined;
  // A Chinese keyboard gives the full-width mark.
  if (key === '?' || key === '？') return 'keys';
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (shiftKey) return WITH_SHIFT[letter];
  const act = (ACT_KEYS as readonly string[]).indexOf(letter);
  if (act >= 0) return { act };
  if (/^[1-9]$/.test(key)) return { pool: Number(key) - 1 };
  return PLAIN[letter];
}

/** Keys belong to what they are pressed in: a field takes letters, a button Enter and Space. */
export function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog]') !== null)
    return true;
  return (key === 'Enter' || key === ' ') && target.closest('a, button, summary, input') !== null;
}
