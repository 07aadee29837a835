// Words of 隐私说明, 意见箱 and 无障碍声明 in English.

import type { aboutZhCN } from './about-zh-CN.ts';

export const aboutEn: Readonly<Record<keyof typeof aboutZhCN, string>> = {
  'remark.title': 'Suggestion box',
  'remark.lead':
    'What do you think of these pages, the service, the people? For one particular problem use “Report something”.',
  'remark.words': 'What you want to say',
  'remark.phone': 'A phone number if you want an answer (not required)',
  'remark.who': 'Only the oversight officers and duty chiefs of the district read it; it is stored encrypted.',
  'remark.send': 'Send',
  'remark.sending': 'Sending …',
  'remark.missing': 'Please write a few words',
  'remark.wrongPhone': 'Please write a mobile or landline number, or leave it empty',
  'remark.done': 'Received, thank you. Somebody reads it by {at}.',
  'remark.kept': 'No network. What you wrote is still here; please send it when there is one.',

  'suspended.title': 'What cannot be done for now',
  'suspended.lead':
    'Why these cannot be done now, and when they are looked at again. Who told us and the door are not shown.',
  'suspended.none': 'There is nothing that cannot be done for now.',
  'suspended.what': '{area} · {class}',
  'suspended.why': 'Cannot be done for now: {why}',
  'suspended.review': 'Looked at again by {at}',
  'suspended.past': 'Was to be looked at again by {at}; it has not been yet',
  'suspended.since': 'Told us on {reportedAt}, {days} days ago; {organisation} is responsible',
  'suspended.more': 'Show more',

  'privacy.title': 'Privacy',
  'privacy.who.title': 'Who can read what you write',
  'privacy.who':
    'The staff of your grid, community, street and district who deal with it. Whoever does the work sees the problem and the place, not your name, phone or door number.',
  'privacy.phone.title': 'Your phone number',
  'privacy.phone':
    'It works without one. If you leave it, it is used to check facts and to tell you the result, and is stored encrypted. Each time somebody opens it you see when and what for.',
  'privacy.secrecy.title': 'Especially confidential',
  'privacy.secrecy': 'With that box ticked only a few posts see the matter, and it is on no map and in no list.',
  'privacy.pictures.title': 'Pictures and recordings',
  'privacy.pictures':
    'Where and with what a picture was taken is removed from it. Recordings are heard by staff, not by whoever does the work. Picture the problem, not faces or number plates.',
  'privacy.link.title': 'Your link and your code',
  'privacy.link':
    'Pass on the address of “Where it stands” and others see where it stands; for your words they would need the code too. Keep the code to yourself.',
  'privacy.here.title': 'What is kept on this phone',
  'privacy.here':
    'Numbers, codes and what has not been sent yet are kept in this browser so that you can look again. Remove them under “Where it stands”.',
  'privacy.never.title': 'What we never do',
  'privacy.never':
    'Take money, ask for card numbers or codes, record where your phone is, or use your data for advertising.',
  'privacy.erase.title': 'To change or erase something',
  'privacy.erase':
    'Call the community or write to the suggestion box. What the law lets us erase is erased; only when and why is kept.',

  'access.title': 'Accessibility',
  'access.aim': 'These pages are made to meet GB/T 37668 and WCAG 2.1 AA.',
  'access.tested.title': 'What has been tested',
  'access.tested':
    'Every page by program against WCAG 2.1 AA; by keyboard alone; 320 pixels wide without sideways scrolling; at 200 % zoom and with the largest type of the elder mode (30 pixels). No time limits, no puzzles.',
  'access.elder.title': 'Elder mode',
  'access.elder':
    'On top of every page: three sizes of type, larger buttons, a call button on every page. Phones with a voice can read a matter aloud.',
  'access.notTested.title': 'What has not been tested',
  'access.notTested':
    'A full trial by people who use screen readers; every brand of phone; WeChat’s own largest type on each of them.',
  'access.help.title': 'Hard to use?',
  'access.help':
    'Call the community and the staff will do it for you, or write to the suggestion box; we read it within 5 working days.',
};
