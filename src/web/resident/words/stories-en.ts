// Words of the stories of a demo and of its phone, in English.

import type { storiesZhCN } from './stories-zh-CN.ts';

export const storiesEn: Readonly<Record<keyof typeof storiesZhCN, string>> = {
  'stories.title': 'Stories to play',
  'stories.intro':
    'Each story is one matter from beginning to end. “Do it as …” enters as that demo person and opens the page; come back here to see how far you are.',
  'stories.none': 'There are no stories here: only demo districts have them.',
  'stories.start': 'Begin',
  'stories.restart': 'Begin again',
  'stories.started': 'Begun {at}',
  'stories.number': 'Number {number}',
  'stories.step': 'Step {n} · {who}',
  'stories.done': 'Done',
  'stories.next': 'Now',
  'stories.coming': 'Later',
  'stories.do': 'Do it as {who}',
  'stories.doAsResident': 'Do it as a resident',
  'stories.doAtPhone': 'Open the demo phone',
  'stories.words': 'You can write: {words}',
  'stories.picture': 'You can use this picture',
  'stories.picture.alt': 'Demo picture',
  'stories.see': 'You will see: {words}',
  'stories.look': 'See how far it is',
  'stories.finished': 'The story is over.',
  'stories.phone': 'Demo phone',
  'stories.places': 'Look around',
  'stories.missing': 'The step before is not done yet.',
  'stories.noLink': 'This device has no resident’s link: open the matter by number and code under “Progress”.',
  'stories.signIn': 'Cannot enter right now: {words}',

  'stories.claim': 'Did you do this in another window?',
  'stories.claim.yes': 'Yes, take {number}',
  'stories.shows': 'Shows: {mechanisms}',
  'stories.about': 'About the demo data',

  'clock.title': 'Demo clock',
  'clock.about':
    'Moves the time of this demo district alone. Limits then run out and reminders come; it moves ahead only, and a reset brings it back.',
  'clock.real': 'the real time',
  'clock.ahead': '{span} later than now',
  'clock.halfHour': '30 minutes on',
  'clock.twoHours': '2 hours on',
  'clock.nextWorkingDay': 'To 9:30 of the next working day',
  'clock.moved': 'It is now {at}.',
  'clock.remake': 'Reset the demo',
  'clock.remake.sure':
    'Whatever anybody has done in this demo district goes, and the time is the real one again. It takes about twenty seconds; until then the old one is shown.',
  'clock.remake.yes': 'Reset it',
  'clock.remake.no': 'Do not',
  'clock.remaking': 'The demo is being made anew; about twenty seconds.',
  'clock.remade': 'The demo was made anew, and the time is the real one.',
  'clock.notRemade': 'It did not work; the data are the old ones. Please try again.',

  'phone.title': 'Demo phone',
  'phone.intro':
    'In a demo no message really leaves. What goes to the duty phones of organisations is here, newest first.',
  'phone.none': 'No messages yet. When a work order is dispatched, the duty phone of the organisation gets one.',
  'phone.to': 'To {organisation} (ending in {tail})',
  'phone.open': 'Open the work order',
  'phone.back': 'Back to the stories',
  'phone.elsewhere': 'What is not here stands in the window where the program was started.',
};
