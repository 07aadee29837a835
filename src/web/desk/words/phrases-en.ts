// Words about sentences of one's own in English.

import type { phrasesZhCN } from './phrases-zh-CN.ts';

export const phrasesEn: Readonly<Record<keyof typeof phrasesZhCN, string>> = {
  'phrases.title': 'My phrases',
  'phrases.intro':
    'Press ; while writing an opinion to use one. Only you see them. Leave out names, phones and door numbers.',
  'phrases.empty': 'No phrases yet. Keep one you write many times a day, and press ; to use it.',
  'phrases.new': 'A new phrase',
  'phrases.add': 'Keep it',
  'phrases.up': 'Move up: {words}',
  'phrases.down': 'Move down: {words}',
  'phrases.change': 'Change: {words}',
  'phrases.remove': 'Remove: {words}',
  'phrases.save': 'Save',
  'phrases.cancel': 'Leave it as it was',
  'phrases.words': 'This phrase',
  'phrases.sign.up': 'Up',
  'phrases.sign.down': 'Down',
  'phrases.sign.change': 'Change',
  'phrases.sign.remove': 'Remove',
  'pick.button': 'Phrases',
  'pick.list': 'My phrases: {n}',
  'pick.hint': '↑↓ or a number to choose, Enter to use, Esc to leave it',
  'pick.none': 'No phrase has these letters.',
  'pick.keep': 'Keep what is written as a phrase',
  'pick.kept': 'Kept as a phrase',
  'pick.empty': 'No phrases yet. Write something, then keep it as a phrase here.',
};
